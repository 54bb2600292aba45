// Slack's mrkdwn as a tree of pieces. It knows no DOM: what a piece looks like is decided in render-mrkdwn.

export type Piece =
  | { readonly kind: "text" | "code" | "pre" | "mention" | "emoji"; readonly text: string }
  | { readonly kind: "bold" | "italic" | "strike" | "quote"; readonly pieces: readonly Piece[] }
  | { readonly kind: "link"; readonly url: string; readonly text: string }
  | { readonly kind: "date"; readonly seconds: number; readonly format: string; readonly text: string };

type Rule = { readonly pattern: RegExp; readonly piece: (match: RegExpExecArray) => Piece };

/** A mark opens a style only at the edge of a word, as in Slack: `a_b_c` stays as it is. */
const styled = (mark: string) =>
  new RegExp(
    `(?<![\\p{L}\\p{N}])[${mark}](?=\\S)([^${mark}\\n]*[^${mark}\\s])[${mark}](?![\\p{L}\\p{N}])`,
    "u",
  );

const group = (match: RegExpExecArray, index: number) => match[index] ?? "";

/** The earliest match wins, and of two at the same place the one that is listed first. */
const rules: readonly Rule[] = [
  {
    pattern: /```\n?([\s\S]+?)\n?```/,
    piece: (match) => ({ kind: "pre", text: unescaped(group(match, 1)) }),
  },
  { pattern: /`([^`\n]+)`/, piece: (match) => ({ kind: "code", text: unescaped(group(match, 1)) }) },
  { pattern: /<([^<>\n]+)>/, piece: (match) => bracketed(group(match, 1)) },
  { pattern: /:([a-z0-9_+-]+):/, piece: (match) => ({ kind: "emoji", text: group(match, 1) }) },
  { pattern: styled("*"), piece: (match) => ({ kind: "bold", pieces: parseInline(group(match, 1)) }) },
  { pattern: styled("_"), piece: (match) => ({ kind: "italic", pieces: parseInline(group(match, 1)) }) },
  { pattern: styled("~"), piece: (match) => ({ kind: "strike", pieces: parseInline(group(match, 1)) }) },
];

/** Reads a whole text; lines that begin with `>` (or `&gt;`) are quotes. */
export function parseMrkdwn(text: string): Piece[] {
  const parts = text.split(/((?:^(?:&gt;|>) ?.*(?:\n|$))+)/m).filter((part) => part !== "");
  return parts.flatMap((part): Piece[] => {
    if (!/^(?:&gt;|>)/.test(part)) return parseInline(part);
    return [{ kind: "quote", pieces: parseInline(part.replace(/^(?:&gt;|>) ?/gm, "").replace(/\n$/, "")) }];
  });
}

function parseInline(text: string): Piece[] {
  const pieces: Piece[] = [];
  let rest = text;
  while (rest !== "") {
    const found = earliest(rest);
    const before = found ? rest.slice(0, found.match.index) : rest;
    if (before !== "") pieces.push({ kind: "text", text: unescaped(before) });
    if (!found) break;
    pieces.push(found.rule.piece(found.match));
    rest = rest.slice(found.match.index + group(found.match, 0).length);
  }
  return pieces;
}

function earliest(text: string): { rule: Rule; match: RegExpExecArray } | undefined {
  let best: { rule: Rule; match: RegExpExecArray } | undefined;
  for (const rule of rules) {
    const match = rule.pattern.exec(text);
    if (match && (!best || match.index < best.match.index)) best = { rule, match };
  }
  return best;
}

/** What stands between angle brackets: a link, a mention of a person, channel or group, or a date. */
function bracketed(inside: string): Piece {
  const [target = "", label] = splitOnce(inside, "|");
  const shown = label === undefined ? undefined : unescaped(label);
  const [, seconds, format] = /^!date\^(\d+)\^([^^]+)/.exec(target) ?? [];
  if (seconds !== undefined && format !== undefined)
    return { kind: "date", seconds: Number(seconds), format, text: shown ?? "" };
  if (target.startsWith("!subteam^")) return { kind: "mention", text: shown ?? "@group" };
  if (target.startsWith("!")) return { kind: "mention", text: `@${shown ?? target.slice(1)}` };
  if (target.startsWith("@")) return { kind: "mention", text: `@${shown ?? target.slice(1)}` };
  if (target.startsWith("#")) return { kind: "mention", text: `#${shown ?? target.slice(1)}` };
  const url = unescaped(target);
  // Anything but a web address or a mail address stays text: no `javascript:` behind a friendly word.
  if (!/^(https?:\/\/|mailto:)/i.test(url)) return { kind: "text", text: `<${unescaped(inside)}>` };
  return { kind: "link", url, text: shown ?? url };
}

function splitOnce(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

/** Slack's three escapes, and no others. */
export function unescaped(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}
