// Reads the parts of Block Kit, which come from outside and may be anything.
import { mrkdwnNodes, plainText } from "./render-mrkdwn";

export type Fields = Readonly<Record<string, unknown>>;

/** Whether it is an object with fields. */
export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The list, or an empty one. */
export function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The text of a text object, or an empty one. */
export function textIn(value: unknown): string {
  return isFields(value) && typeof value.text === "string" ? value.text : "";
}

/** What a text object looks like, mrkdwn or plain. */
export function textNodes(value: unknown): Node[] {
  const text = textIn(value);
  const mrkdwn = isFields(value) && value.type === "mrkdwn";
  return mrkdwn ? mrkdwnNodes(text) : [document.createTextNode(plainText(text))];
}
