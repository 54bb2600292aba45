// One call of Slack's Web API with a bot token: sent, timed, and every kind of "no" turned into our errors.
import * as z from "zod/mini";
import { errorOfCode, SlackBusy, SlackUnclear } from "./slack-errors";

export type SlackCallOptions = {
  /** `https://slack.com/api` */
  readonly url: string;
  /** Undefined where no bot token is stored: every call is then refused as `not_authed`. */
  readonly token: () => Promise<string | undefined>;
  readonly fetch: typeof fetch;
};

/** An answer that says `ok`; `scopes` are those that the token has, where Slack says so. */
export type SlackAnswer = { readonly answer: unknown; readonly scopes: readonly string[] | undefined };

/** Slack answers posts in well under a second; after this long the answer counts as lost. */
export const timeoutMilliseconds = 10_000;

const answerShape = z.object({
  ok: z.boolean(),
  error: z.optional(z.string()),
  needed: z.optional(z.string()),
  response_metadata: z.optional(z.object({ messages: z.optional(z.array(z.string())) })),
});

/**
 * Calls a method of the Web API, e.g. `users.info`.
 * @throws SlackRefused, SlackBusy or SlackUnclear.
 */
export async function callSlack(
  options: SlackCallOptions,
  method: string,
  body: unknown,
  signal = AbortSignal.timeout(timeoutMilliseconds),
): Promise<SlackAnswer> {
  const token = await options.token();
  if (!token) throw errorOfCode("not_authed", "no bot token is stored");
  // fetch would refuse such a header and repeat it in its error, and the message would wait for nothing.
  if (!/^[\x21-\x7E]+$/.test(token)) throw errorOfCode("invalid_auth", "what is stored is no bot token");
  const response = await send(options.fetch, `${options.url}/${method}`, token, body, signal);
  if (response.status === 429) {
    const seconds = Number(response.headers.get("retry-after"));
    throw new SlackBusy(`Slack: too many requests (${method})`, {
      retryAfterSeconds: Number.isFinite(seconds) && seconds > 0 ? seconds : 30,
    });
  }
  const answer = await readJson(response, method);
  if (!response.ok) throw new SlackUnclear(`Slack: HTTP ${response.status} (${method})`);
  const { ok, error, needed, response_metadata } = parseAnswer(answerShape, answer);
  if (!ok) {
    const detail = needed === undefined ? response_metadata?.messages?.join(" ") : `needs ${needed}`;
    throw errorOfCode(error ?? "unknown_error", detail);
  }
  return { answer, scopes: scopesOf(response.headers) };
}

/** Undefined where Slack does not say. */
function scopesOf(headers: Headers): readonly string[] | undefined {
  const scopes = headers.get("x-oauth-scopes");
  return scopes?.split(",").map((scope) => scope.trim());
}

async function send(
  fetcher: typeof fetch,
  url: string,
  token: string,
  body: unknown,
  signal: AbortSignal,
): Promise<Response> {
  const json = !readingMethod.test(url);
  try {
    return await fetcher(url, {
      method: "POST",
      headers: {
        authorization: `Bearer ${token}`,
        "content-type": json ? "application/json; charset=utf-8" : "application/x-www-form-urlencoded",
      },
      body: json ? JSON.stringify(body) : form(body),
      signal,
    });
  } catch (error) {
    if (neverConnected(error)) throw new SlackBusy("Slack cannot be reached", { cause: error });
    throw new SlackUnclear("Slack did not answer", { cause: error });
  }
}

/** Slack's reading methods take form bodies only. */
const readingMethod = /\/(conversations|users|usergroups)\.[\w.]+$/;

function form(body: unknown): string {
  return new URLSearchParams(
    Object.entries(body ?? {}).map(([name, value]): [string, string] => [name, String(value)]),
  ).toString();
}

const connectCodes = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

function neverConnected(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return (
    cause instanceof Error &&
    "code" in cause &&
    typeof cause.code === "string" &&
    connectCodes.has(cause.code)
  );
}

async function readJson(response: Response, method: string): Promise<unknown> {
  try {
    return await response.json();
  } catch (error) {
    throw new SlackUnclear(`Slack: HTTP ${response.status} without a readable answer (${method})`, {
      cause: error,
    });
  }
}

/** What the caller needs of an answer. @throws SlackUnclear when it has another shape. */
export function parseAnswer<Shape extends z.ZodMiniType>(shape: Shape, answer: unknown): z.output<Shape> {
  const parsed = shape.safeParse(answer);
  if (!parsed.success) throw new SlackUnclear("Slack: an answer of another shape", { cause: parsed.error });
  return parsed.data;
}
