// Reads a raw mail (RFC 5322, MIME) as far as programs write one: headers, one text and one HTML part, nested alternatives.

export type ParsedMail = {
  /** By their names in lower case, words decoded; the first of several. */
  readonly headers: ReadonlyMap<string, string>;
  readonly text: string | undefined;
  readonly html: string | undefined;
};

/** `raw` holds each byte as one character (latin1). Parts that are neither text nor HTML are left out. */
export function readMime(raw: string): ParsedMail {
  const { headers, body } = partOf(raw);
  const type = headers.get("content-type") ?? "text/plain";
  const boundary = /boundary="?([^";]+)"?/i.exec(type)?.[1];
  if (/^multipart\//i.test(type) && boundary !== undefined) {
    const parts = partsOf(body, boundary).map(readMime);
    return {
      headers,
      text: parts.find(({ text }) => text !== undefined)?.text,
      html: parts.find(({ html }) => html !== undefined)?.html,
    };
  }
  const content = decoded(body, headers.get("content-transfer-encoding") ?? "");
  return {
    headers,
    text: /^text\/plain/i.test(type) ? content : undefined,
    html: /^text\/html/i.test(type) ? content : undefined,
  };
}

/** The addresses of a header, as they stand there. */
export function addressesIn(header: string | undefined): readonly string[] {
  return (header ?? "")
    .split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/)
    .map((address) => address.trim())
    .filter((address) => address !== "");
}

function partOf(raw: string): { readonly headers: ReadonlyMap<string, string>; readonly body: string } {
  const [, head = raw, body = ""] = /^(.*?)\r?\n\r?\n(.*)$/s.exec(raw) ?? [];
  const headers = new Map<string, string>();
  for (const line of head.replace(/\r?\n[ \t]+/g, " ").split(/\r?\n/)) {
    const [, name = "", value = ""] = /^([^:\s]+):\s*(.*)$/.exec(line) ?? [];
    const key = name.toLowerCase();
    if (key !== "" && !headers.has(key)) headers.set(key, words(value));
  }
  return { headers, body };
}

function partsOf(body: string, boundary: string): readonly string[] {
  const [, ...parts] = `\n${body}`.split(`\n--${boundary}`);
  return parts.filter((part) => !part.startsWith("--")).map((part) => part.replace(/^[^\n]*\n/, ""));
}

function decoded(body: string, encoding: string): string {
  switch (encoding.trim().toLowerCase()) {
    case "base64":
      return Buffer.from(body, "base64").toString();
    case "quoted-printable":
      return unquoted(body.replace(/=\r?\n/g, ""));
    default:
      return Buffer.from(body, "latin1").toString();
  }
}

function unquoted(text: string): string {
  const bytes = text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(bytes, "latin1").toString();
}

/** RFC 2047's encoded words, e.g. `=?UTF-8?B?4pyT?=`. */
function words(header: string): string {
  return header
    .replace(/\?=\s+=\?/g, "?==?")
    .replace(/=\?[^?]+\?([BQ])\?([^?]*)\?=/gi, (_, kind: string, text: string) =>
      kind.toUpperCase() === "B"
        ? Buffer.from(text, "base64").toString()
        : unquoted(text.replaceAll("_", " ")),
    );
}
