// Plain text from whoever publishes to the topic: shown as it is.
import type { Reading } from "../notice";
import { post } from "./compose";

/** Longer first lines are no headline. */
const headlineLimit = 140;
/** What is kept of a text. More than Slack would show in one block anyway. */
const textLimit = 4000;

/** Reads a text under its subject, or under its first line. The same text sent twice on purpose is two messages. */
export function readPlainText(
  body: string,
  message: { readonly id: string; readonly subject?: string | undefined },
): Reading {
  const content = body.trim();
  const [firstLine = ""] = content.slice(0, headlineLimit + 1).split("\n", 1);
  const subject = message.subject?.trim() || undefined;
  const fits = firstLine.length <= headlineLimit;
  const headline = subject ?? (firstLine.trim() || "A message without text");
  const rest = subject === undefined && fits ? content.slice(firstLine.length) : content;
  return post({
    key: `message/${message.id}`,
    version: undefined,
    kind: "text",
    weight: { band: "info" },
    headline,
    explanation: rest.slice(0, textLimit).trim() || undefined,
    facts:
      content.length > textLimit
        ? [{ label: "Cut", value: `The whole text has ${content.length} characters.` }]
        : [],
  });
}
