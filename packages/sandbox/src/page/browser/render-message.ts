// Draws one message with its thread, as a list item.
import type { PageMessage } from "../page-state";
import { type Child, element } from "./element";
import { blockNodes } from "./render-blocks";
import { mrkdwnNodes } from "./render-mrkdwn";

/** A message of the channel and the replies in its thread. */
export function messageItem(message: PageMessage, replies: readonly PageMessage[]): HTMLLIElement {
  return element(
    "li",
    { class: "message", "data-ts": message.ts },
    ...messageParts(message),
    replies.length > 0
      ? element(
          "section",
          { class: "thread", "aria-label": "Thread" },
          element(
            "p",
            { class: "thread-count" },
            replies.length === 1 ? "1 reply" : `${replies.length} replies`,
          ),
          element(
            "ul",
            {},
            ...replies.map((reply) => element("li", { class: "reply" }, ...messageParts(reply))),
          ),
        )
      : undefined,
  );
}

/** A reply that was sent to the channel too, as the channel shows it. */
export function broadcastItem(reply: PageMessage, parent: PageMessage | undefined): HTMLLIElement {
  const about = parent ? `replied to a thread: ${parent.text.slice(0, 80)}` : "replied to a thread";
  return element(
    "li",
    { class: "message", "data-ts": reply.ts },
    element("p", { class: "replied" }, about),
    ...messageParts(reply),
  );
}

function messageParts(message: PageMessage): Child[] {
  const sent = new Date(Number(message.ts) * 1000);
  const bot = message.via === "bot";
  return [
    element(
      "div",
      { class: "message-head" },
      element("span", { class: bot ? "avatar" : "avatar webhook", "aria-hidden": "true" }, bot ? "O" : "W"),
      element("strong", {}, bot ? "Orgwatch" : "Orgwatch (webhook)"),
      element("span", { class: "badge" }, "APP"),
      element("time", { datetime: sent.toISOString() }, sent.toLocaleTimeString("en", { hour12: false })),
      message.edits > 0
        ? element("span", { class: "edited", title: `updated ${message.edits} times` }, "(edited)")
        : undefined,
    ),
    element(
      "div",
      { class: "message-body" },
      ...(message.blocks.length > 0
        ? blockNodes(message.blocks)
        : [element("div", { class: "block-text" }, ...mrkdwnNodes(message.text))]),
    ),
  ];
}
