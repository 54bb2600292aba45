// Draws a text of a message: mrkdwn with its styles, or plain text with nothing but emoji.
import { element } from "./element";
import { emoji } from "./emoji";
import { type Piece, parseMrkdwn } from "./parse-mrkdwn";

/** The nodes of a mrkdwn text. */
export function mrkdwnNodes(text: string): Node[] {
  return parseMrkdwn(text).map(nodeOf);
}

/** The text of a plain text object, with its emoji; escapes are undone. */
export function plainText(text: string): string {
  return text
    .replace(/:([a-z0-9_+-]+):/g, (whole, name) => emoji.get(name) ?? whole)
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}

function nodeOf(piece: Piece): Node {
  switch (piece.kind) {
    case "text":
      return document.createTextNode(piece.text);
    case "emoji":
      return document.createTextNode(emoji.get(piece.text) ?? `:${piece.text}:`);
    case "code":
      return element("code", {}, piece.text);
    case "pre":
      return element("pre", { tabindex: "0" }, piece.text);
    case "mention":
      return element("span", { class: "mention" }, piece.text);
    case "bold":
      return element("strong", {}, ...piece.pieces.map(nodeOf));
    case "italic":
      return element("em", {}, ...piece.pieces.map(nodeOf));
    case "strike":
      return element("s", {}, ...piece.pieces.map(nodeOf));
    case "quote":
      return element("blockquote", {}, ...piece.pieces.map(nodeOf));
    case "link":
      return outsideLink(piece.url, piece.text);
    case "date":
      return dateNode(piece);
  }
}

/** A link that leaves the page, without telling where it came from. */
export function outsideLink(url: string, text: string, className?: string): HTMLAnchorElement {
  return element("a", { href: url, target: "_blank", rel: "noopener noreferrer", class: className }, text);
}

/** A date in the reader's own zone, as Slack shows it; the sender's fallback when the number is no date. */
function dateNode({ seconds, format, text }: Extract<Piece, { kind: "date" }>): Node {
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return document.createTextNode(text);
  const day = (style: "short" | "medium" | "full") => date.toLocaleDateString("en", { dateStyle: style });
  const time = (style: "short" | "medium") =>
    date.toLocaleTimeString("en", { timeStyle: style, hour12: false });
  const shown = format
    .replace(/\{date_num\}/g, date.toISOString().slice(0, 10))
    .replace(/\{date_short(_pretty)?\}/g, day("medium"))
    .replace(/\{date_long(_pretty)?\}/g, day("full"))
    .replace(/\{(date|date_pretty)\}/g, day("medium"))
    .replace(/\{time_secs\}/g, time("medium"))
    .replace(/\{time\}/g, time("short"))
    .replace(/\{ago\}/g, day("medium"));
  return element("time", { datetime: date.toISOString(), title: text }, shown);
}
