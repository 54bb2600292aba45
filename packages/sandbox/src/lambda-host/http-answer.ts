// What an HTTP API makes of a lambda's result.
import { z } from "zod";

export type HttpAnswer = {
  readonly status: number;
  /** Names in lower case; several cookies are several `set-cookie` headers. */
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: Buffer;
};

/** What HTTP allows in a header. */
const name = z.string().regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/);
const text = z.string().regex(/^[\t\x20-\x7e\x80-\xff]*$/);
const value = z.union([text, z.number().transform(String), z.boolean().transform(String)]);
const structured = z.object({
  statusCode: z.int().min(200).max(599),
  headers: z.record(name, value).nullish(),
  cookies: z.array(text).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
});
/** The API sets them itself. */
const ownHeaders = new Set(["connection", "content-length", "transfer-encoding"]);

/**
 * A result with a `statusCode` is taken at its word; any other is the body of a 200, text as it is and the rest as JSON. Undefined for a
 * result with a status that makes no answer.
 */
export function httpAnswer(result: unknown): HttpAnswer | undefined {
  if (typeof result !== "object" || result === null || !("statusCode" in result))
    return jsonAnswer(200, typeof result === "string" ? result : JSON.stringify(result));
  const parsed = structured.safeParse(result);
  if (!parsed.success) return undefined;
  const { statusCode, headers, cookies, body, isBase64Encoded } = parsed.data;
  const lowered = Object.entries(headers ?? {})
    .map(([name, value]) => [name.toLowerCase(), value] as const)
    .filter(([name]) => !ownHeaders.has(name));
  return {
    status: statusCode,
    headers: {
      "content-type": "text/plain;charset=utf-8",
      ...Object.fromEntries(lowered),
      ...(cookies && cookies.length > 0 && { "set-cookie": cookies }),
    },
    body: Buffer.from(body ?? "", isBase64Encoded ? "base64" : "utf8"),
  };
}

/** One of API Gateway's own, e.g. 404 and `Not Found`. */
export function ownAnswer(status: number, message: string): HttpAnswer {
  return jsonAnswer(status, JSON.stringify({ message }));
}

function jsonAnswer(status: number, json: string): HttpAnswer {
  return { status, headers: { "content-type": "application/json" }, body: Buffer.from(json) };
}
