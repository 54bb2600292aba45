// Draws Block Kit as Slack does. A block that this page does not know is shown as the data it is.
import { type Child, element } from "./element";
import { mrkdwnNodes, outsideLink, plainText } from "./render-mrkdwn";

type Fields = Readonly<Record<string, unknown>>;

/** The elements of a message's blocks, in order. */
export function blockNodes(blocks: readonly unknown[]): Node[] {
  return blocks.map((block) => (isFields(block) ? blockNode(block) : unknownNode(block)));
}

function blockNode(block: Fields): Node {
  switch (block.type) {
    case "header":
      return element("h3", { class: "block-header" }, plainText(textIn(block.text)));
    case "section":
      return sectionNode(block);
    case "context":
      return element("div", { class: "block-context" }, ...listIn(block.elements).map(contextElement));
    case "divider":
      return element("hr");
    case "actions":
      return element("div", { class: "block-actions" }, ...listIn(block.elements).map(actionElement));
    case "markdown":
      return element("div", { class: "block-text" }, String(block.text ?? ""));
    case "image":
      return element("p", { class: "block-context" }, `Image: ${String(block.alt_text ?? "")}`);
    default:
      return unknownNode(block);
  }
}

function sectionNode(block: Fields): Node {
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
    isFields(block.accessory) ? actionElement(block.accessory) : undefined,
  );
}

function contextElement(item: unknown): Node {
  if (isFields(item) && item.type === "image")
    return element("span", {}, `Image: ${String(item.alt_text ?? "")}`);
  return element("span", {}, ...textNodes(item));
}

/** A button with an address is a link; others wait for the jobs that answer to them, and are shown as they look. */
function actionElement(item: unknown): Child {
  if (!isFields(item)) return undefined;
  const label = plainText(textIn(item.text));
  const style = typeof item.style === "string" ? ` ${item.style}` : "";
  if (typeof item.url === "string" && /^https?:\/\//i.test(item.url))
    return outsideLink(item.url, label, `button${style}`);
  if (item.type === "button")
    return element("button", { type: "button", class: `button${style}`, disabled: "" }, label);
  return unknownNode(item);
}

function textNodes(value: unknown): Node[] {
  const text = textIn(value);
  const mrkdwn = isFields(value) && value.type === "mrkdwn";
  return mrkdwn ? mrkdwnNodes(text) : [document.createTextNode(plainText(text))];
}

function unknownNode(value: unknown): HTMLElement {
  return element("pre", { tabindex: "0" }, JSON.stringify(value, undefined, 2));
}

function textIn(value: unknown): string {
  return isFields(value) && typeof value.text === "string" ? value.text : "";
}

function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
