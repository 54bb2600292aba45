// Text that others wrote, made safe for Slack: it can be read, and it can do nothing (no mention, no link, no broken layout).

/** Control characters but tab and line feed, halves of surrogate pairs, and marks that turn the writing direction around. */
const unreadable = /[\p{Cc}\p{Cs}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;

/** Replaces what no reader should see (control characters, broken pairs, direction marks) with a visible sign; `\r\n` becomes `\n`. */
export function readable(text: string): string {
  return text
    .replaceAll("\r\n", "\n")
    .replace(unreadable, (sign) => (sign === "\n" || sign === "\t" ? sign : "\uFFFD"));
}

/**
 * Escapes what Slack asks for, `&`, `<` and `>`, and nothing more. It makes `<!channel>`, `<@U1>` and `<http://x|y>` harmless, in
 * mrkdwn and in plain text alike. `@here` without brackets is no mention as long as nobody sets `link_names` or `parse: full`.
 */
export function escapeText(text: string): string {
  return readable(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/**
 * At most `limit` characters (UTF-16 units, as Slack counts) of an escaped text, with "…" at the end when something was left out.
 * Neither an escape (`&amp;`) nor a surrogate pair is cut in half. A limit below 1 gives an empty text.
 */
export function cut(escaped: string, limit: number): string {
  if (escaped.length <= limit) return escaped;
  if (limit < 1) return "";
  let end = limit - 1;
  const escapeStart = escaped.lastIndexOf("&", end - 1);
  if (escapeStart >= 0 && escaped.indexOf(";", escapeStart) >= end && end - escapeStart < 5)
    end = escapeStart;
  if (isHighSurrogate(escaped.charCodeAt(end - 1))) end -= 1;
  return `${escaped.slice(0, end).trimEnd()}…`;
}

/** Escapes and cuts. Cuts the raw text first, so that 300 KB cost no more than what is kept. */
export function safeText(text: string, limit: number): string {
  return cut(escapeText(beginning(text, limit)), limit);
}

/** The same on one line: white space of any kind becomes one space, so that nobody can fake a second line. */
export function safeLine(text: string, limit: number): string {
  return cut(
    escapeText(
      beginning(text, 4 * limit)
        .replace(/\s+/g, " ")
        .trim(),
    ),
    limit,
  );
}

/** A code span on one line; `limit` counts the content. Backticks inside would end the span and are shown as U+02CB. */
export function safeCode(text: string, limit: number): string {
  const line = safeLine(text, limit).replaceAll("`", "\u02CB");
  return line === "" ? "" : `\`${line}\``;
}

/** A little more than is kept, so that `cut` sees that something is missing; never half a pair at its end. */
function beginning(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const start = text.slice(0, limit + 2);
  return isHighSurrogate(start.charCodeAt(start.length - 1)) ? start.slice(0, -1) : start;
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

/** A time as Slack's token, which each reader sees in his or her own zone; the text in it is for who cannot. Undefined: no time. */
export function slackTime(iso: string): string | undefined {
  const time = new Date(iso);
  const seconds = Math.floor(time.getTime() / 1000);
  if (!Number.isSafeInteger(seconds)) return undefined;
  const utc = `${time.toISOString().slice(0, 16).replace("T", " ")} UTC`;
  return `<!date^${seconds}^{date_short_pretty} {time}|${utc}>`;
}
