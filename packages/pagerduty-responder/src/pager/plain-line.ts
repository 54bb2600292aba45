// Text that others wrote, made fit for PagerDuty: no control characters, within a limit. PagerDuty shows it as it is, so nothing is escaped.
import { readable } from "@orgwatch/core/slack-text";

/** One line of at most `limit` characters, with "…" at the end when something was left out. */
export function plainLine(text: string, limit: number): string {
  return shortened(
    readable(text.slice(0, 4 * limit))
      .replace(/\s+/g, " ")
      .trim(),
    limit,
  );
}

/** The same with its line breaks. */
export function plainText(text: string, limit: number): string {
  return shortened(readable(text.slice(0, limit + 2)).trim(), limit);
}

function shortened(text: string, limit: number): string {
  if (text.length <= limit) return text;
  // Half a surrogate pair at the end would be no character at all.
  return `${text.slice(0, limit - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
}
