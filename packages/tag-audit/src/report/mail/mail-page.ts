// A mail from parts, as HTML and as text with the same content. What others wrote is only ever text: the parts hold no markup.
import { readable } from "@orgwatch/core/slack-text";

/** A heading, a paragraph, a list, a table, or a link with its words. */
export type MailPart =
  | { readonly kind: "heading" | "text"; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly string[] }
  | {
      readonly kind: "table";
      readonly head: readonly string[];
      readonly rows: readonly (readonly string[])[];
    }
  | { readonly kind: "link"; readonly text: string; readonly href: string };

export type Mail = { readonly subject: string; readonly html: string; readonly text: string };

/** One mail. The subject becomes one line of at most 200 characters. */
export function mailOf(subject: string, parts: readonly MailPart[]): Mail {
  return {
    subject: oneLine(subject).slice(0, 200),
    html: [
      '<!doctype html><html><head><meta charset="utf-8"></head><body style="font-family:sans-serif">',
      ...parts.map(htmlOf),
      "</body></html>",
    ].join("\n"),
    text: `${parts.map(textOf).join("\n\n")}\n`,
  };
}

/** Escapes for HTML's text and attributes; control characters and marks that turn the writing direction become visible. */
export function escapeHtml(text: string): string {
  return oneLine(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

/** Nobody can fake a second line, a header, or a new paragraph. */
function oneLine(text: string): string {
  return readable(text.replace(/\s+/g, " ").trim());
}

function htmlOf(part: MailPart): string {
  switch (part.kind) {
    case "heading":
      return `<h3>${escapeHtml(part.text)}</h3>`;
    case "text":
      return `<p>${escapeHtml(part.text)}</p>`;
    case "list":
      return `<ul>${part.items.map((item) => `<li>${escapeHtml(item)}</li>`).join("")}</ul>`;
    case "link":
      return `<p><a href="${escapeHtml(part.href)}">${escapeHtml(part.text)}</a></p>`;
    case "table":
      return `<table border="1" cellpadding="4" style="border-collapse:collapse">\n${[
        rowOf("th", part.head),
        ...part.rows.map((row) => rowOf("td", row)),
      ].join("\n")}\n</table>`;
  }
}

function rowOf(cell: "th" | "td", texts: readonly string[]): string {
  return `<tr>${texts.map((text) => `<${cell} align="left">${escapeHtml(text)}</${cell}>`).join("")}</tr>`;
}

function textOf(part: MailPart): string {
  switch (part.kind) {
    case "heading":
      return `== ${oneLine(part.text)} ==`;
    case "text":
      return oneLine(part.text);
    case "list":
      return part.items.map((item) => `- ${oneLine(item)}`).join("\n");
    case "link":
      return `${oneLine(part.text)}: ${oneLine(part.href)}`;
    case "table":
      return part.rows.map((row) => `- ${row.map(oneLine).filter(Boolean).join(" | ")}`).join("\n");
  }
}
