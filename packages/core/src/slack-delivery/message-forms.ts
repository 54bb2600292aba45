// The same message in the forms that a failure asks for: with a note about the detour, or as plain text.

import type { SlackMessage } from "../slack/slack-api";
import { safeText } from "../slack-text";

/** Slack allows 50 blocks; a note replaces the last one when they are all used. */
const blockLimit = 50;

/** The message with a line below it. The note is our own text; it is escaped all the same. Beside a block, Slack shows no text. */
export function withNote({ text, blocks }: SlackMessage, note: string): SlackMessage {
  const line = `:warning: ${safeText(note, 1000)}`;
  if (blocks.length === 0) return { text: `${text}\n${line}`, blocks };
  return {
    text,
    blocks: [
      ...blocks.slice(0, blockLimit - 1),
      { type: "context", elements: [{ type: "mrkdwn", text: line }] },
    ],
  };
}

/** The text alone, for when Slack refuses the blocks: less pretty, but read. */
export function withoutBlocks({ text }: SlackMessage, code: string): SlackMessage {
  return {
    text: `${text}\n(shown as plain text: Slack refused its layout, ${safeText(code, 200)})`,
    blocks: [],
  };
}
