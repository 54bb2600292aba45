// One question to a vendor's HTTP API, with what may go wrong said in words that hold no token.
import type { z } from "zod";

export type JsonQuestion = {
  readonly url: string;
  readonly method: "GET" | "POST";
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Who is asked, for the words of a failure: `Slack`. */
  readonly whom: string;
};

export type JsonAnswer = { readonly status: number; readonly headers: Headers; readonly body: unknown };

const timeoutMilliseconds = 10_000;

/** The other side could not be asked, or did not understand. */
export class NotAnswered extends Error {
  override readonly name = "NotAnswered";
}

/**
 * Asks once and waits ten seconds at most.
 * @throws NotAnswered when nobody answers, or with something else than JSON.
 */
export async function askJson(question: JsonQuestion, fetcher: typeof fetch): Promise<JsonAnswer> {
  const { url, method, headers, body, whom } = question;
  const response = await answered(whom, () =>
    fetcher(url, {
      method,
      headers,
      // A redirect would carry the token to whoever is named in it.
      redirect: "error",
      signal: AbortSignal.timeout(timeoutMilliseconds),
      ...(body === undefined ? {} : { body }),
    }),
  );
  try {
    return { status: response.status, headers: response.headers, body: await response.json() };
  } catch (cause) {
    throw new NotAnswered(`${whom} answered with HTTP ${response.status} and no JSON`, { cause });
  }
}

async function answered(whom: string, ask: () => Promise<Response>): Promise<Response> {
  try {
    return await ask();
  } catch (cause) {
    const reason = cause instanceof Error && cause.cause instanceof Error ? cause.cause.message : "no answer";
    throw new NotAnswered(`${whom} cannot be reached (${reason})`, { cause });
  }
}

/**
 * An answer's body in the shape that is needed.
 * @throws NotAnswered when it has another one.
 */
export function shaped<Shape extends z.ZodType>(shape: Shape, body: unknown, whom: string): z.output<Shape> {
  const parsed = shape.safeParse(body);
  if (!parsed.success) {
    // Where it differs, not what is there.
    const where = parsed.error.issues[0]?.path.map(String).join(".") || "the whole";
    throw new NotAnswered(`${whom} answered in another shape (${where})`, { cause: parsed.error });
  }
  return parsed.data;
}

/**
 * A secret as a header can carry it. `fetch` would refuse another one and repeat it in its error.
 * @throws NotAnswered when it has white space or characters that no token has.
 */
export function headerSafe(token: string, whom: string): string {
  if (!/^[\x21-\x7E]+$/.test(token)) throw new NotAnswered(`what is stored as ${whom}'s token is none`);
  return token;
}
