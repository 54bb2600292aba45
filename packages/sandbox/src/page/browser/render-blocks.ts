// Draws Block Kit as Slack does. A block that this page does not know is shown as the data it is.
import { type Fields, isFields, listIn, textIn, textNodes } from "./block-fields";
import { type Child, element } from "./element";
import { outsideLink, plainText } from "./render-mrkdwn";
import { type SlackButton, slackButton } from "./slack-button";

/** Hears of a pressed button; undefined: the buttons reach nobody. */
export type PressListener = ((pressed: SlackButton) => void) | undefined;

/** The elements of a message's blocks, in order. */
export function blockNodes(blocks: readonly unknown[], press: PressListener): Node[] {
  return blocks.map((block) => (isFields(block) ? blockNode(block, press) : unknownNode(block)));
}

function blockNode(block: Fields, press: PressListener): Node {
  switch (block.type) {
    case "header":
      return element("h3", { class: "block-header" }, plainText(textIn(block.text)));
    case "section":
      return sectionNode(block, press);
    case "context":
      return element("div", { class: "block-context" }, ...listIn(block.elements).map(contextElement));
    case "divider":
      return element("hr");
    case "actions":
      return element(
        "div",
        { class: "block-actions" },
        ...listIn(block.elements).map((item) => actionElement(item, press)),
      );
    case "markdown":
      return element("div", { class: "block-text" }, String(block.text ?? ""));
    case "image":
      return element("p", { class: "block-context" }, `Image: ${String(block.alt_text ?? "")}`);
    default:
      return unknownNode(block);
  }
}

function sectionNode(block: Fields, press: PressListener): Node {
  const fields = listIn(block.fields);
  return element(
    "div",
    { class: "block-section" },
    element(
      "div",
      { class: "block-words" },
      isFields(block.text) ? element("div", { class: "block-text" }, ...textNodes(block.text)) : undefined,
      fields.length > 0
        ? element(
            "ul",
            { class: "block-fields" },
            ...fields.map((field) => element("li", {}, ...textNodes(field))),
          )
        : undefined,
    ),
    isFields(block.accessory) ? actionElement(block.accessory, press) : undefined,
  );
}

function contextElement(item: unknown): Node {
  if (isFields(item) && item.type === "image")
    return element("span", {}, `Image: ${String(item.alt_text ?? "")}`);
  return element("span", {}, ...textNodes(item));
}

/** A button with an address is a link; every other one can be pressed. */
function actionElement(item: unknown, press: PressListener): Child {
  if (!isFields(item)) return undefined;
  const style = typeof item.style === "string" ? ` ${item.style}` : "";
  if (typeof item.url === "string" && /^https?:\/\//i.test(item.url))
    return outsideLink(item.url, plainText(textIn(item.text)), `button${style}`);
  return item.type === "button" ? slackButton(item, press) : unknownNode(item);
}

function unknownNode(value: unknown): HTMLElement {
  return element("pre", { tabindex: "0" }, JSON.stringify(value, undefined, 2));
}
