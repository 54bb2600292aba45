// Names and ids that others chose, for the middle of a line: readable, on one line, and without a sign that formats what stands around them.
import { safeLine } from "@orgwatch/core/slack-text";

/** Escaped and cut to `limit` characters; the signs for bold and code are shown as look-alikes. Free text belongs into `safeCode` instead. */
export function plainly(text: string, limit: number): string {
  return safeLine(text, limit).replaceAll("*", "\u2217").replaceAll("`", "\u02CB");
}
