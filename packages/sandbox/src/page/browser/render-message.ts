// Draws one message with its thread, as a list item.
import type { PageAnswer, PageMessage } from "../page-state";
import { type Child, element } from "./element";
import { blockNodes, type PressListener } from "./render-blocks";
import { mrkdwnNodes } from "./render-mrkdwn";
import { timeNode } from "./sandbox-clock";
import type { PressNote } from "./slack-button";

/** What the page knows of a message beyond its text. */
export type AboutMessage = {
  readonly press: PressListener;
  readonly note: PressNote | undefined;
  readonly answers: readonly PageAnswer[];
};

/** How a message is drawn: what is known of it, and who is who. */
export type Surroundings = {
  readonly about: (message: PageMessage) => AboutMessage;
  /** A person's name by Slack's user id. */
  readonly nameOf: (userId: string) => string;
};

/** A message of the channel and the replies in its thread. */
export function messageItem(
  message: PageMessage,
  replies: readonly PageMessage[],
  surroundings: Surroundings,
): HTMLLIElement {
  return element(
    "li",
    { class: "message", "data-ts": message.ts },
    ...messageParts(message, surroundings),
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
            ...replies.map((reply) =>
              element("li", { class: "reply" }, ...messageParts(reply, surroundings)),
            ),
          ),
        )
      : undefined,
  );
}

/** A reply that was sent to the channel too, as the channel shows it. */
export function broadcastItem(
  reply: PageMessage,
  parent: PageMessage | undefined,
  surroundings: Surroundings,
): HTMLLIElement {
  const about = parent ? `replied to a thread: ${parent.text.slice(0, 80)}` : "replied to a thread";
  return element(
    "li",
    { class: "message", "data-ts": reply.ts },
    element("p", { class: "replied" }, about),
    ...messageParts(reply, surroundings),
  );
}

/** What Orgwatch told one person alone, as Slack shows it to that person. */
export function answerItem(answer: PageAnswer, nameOf: Surroundings["nameOf"]): HTMLElement {
  return element(
    "div",
    { class: "answer" },
    element(
      "p",
      { class: "answer-for" },
      element("span", { "aria-hidden": "true" }, "👁 "),
      `Only visible to ${nameOf(answer.userId)}`,
      " · ",
      timeNode(answer.at),
    ),
    element("div", { class: "block-text" }, ...mrkdwnNodes(answer.text)),
  );
}

function messageParts(message: PageMessage, { about, nameOf }: Surroundings): Child[] {
  const { press, note, answers } = about(message);
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
        ? blockNodes(message.blocks, press)
        : [element("div", { class: "block-text" }, ...mrkdwnNodes(message.text))]),
      note
        ? element("p", { class: note.state === "failed" ? "result bad" : "result" }, note.words)
        : undefined,
      ...answers.map((answer) => answerItem(answer, nameOf)),
    ),
  ];
}
