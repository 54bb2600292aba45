// Slack's Web API with a bot token: post, update, and find a message by the key in its metadata.
import type { Block, KnownBlock } from "@slack/types";
import * as z from "zod/mini";
import { errorOfCode, SlackBusy, SlackUnclear } from "./slack-errors";

/** `text` is what notifications and screen readers get, `blocks` what is seen. Both are escaped and within Slack's limits. */
export type SlackMessage = { readonly text: string; readonly blocks: readonly (KnownBlock | Block)[] };

/** Where a message stands; `channel` is the id. */
export type SlackAddress = { readonly channel: string; readonly ts: string };

/**
 * A new message. `key` is kept in its metadata, so that it can be found again; `thread` posts it as a reply, shown in the channel too
 * unless it is `quiet`.
 */
export type SlackPost = SlackMessage & {
  readonly channel: string;
  readonly key: string;
  readonly thread?: string;
  readonly quiet?: boolean;
};

/** All calls throw SlackRefused, SlackBusy or SlackUnclear. */
export type SlackApi = {
  /** Whether Slack answers and knows the token; nothing is posted. */
  readonly test: () => Promise<void>;
  readonly post: (post: SlackPost) => Promise<SlackAddress>;
  readonly update: (address: SlackAddress, message: SlackMessage & { readonly key: string }) => Promise<void>;
  /** The message with this key that a try at `triedAt` may have posted; replies of `thread` are searched when it is given. */
  readonly find: (query: {
    readonly channel: string;
    readonly key: string;
    readonly triedAt: Date;
    readonly thread?: string;
  }) => Promise<SlackAddress | undefined>;
};

const metadataType = "orgwatch_delivery";
/** Slack answers posts in well under a second; after this long the answer counts as lost. */
const timeoutMilliseconds = 10_000;
const historyPages = 10;
/** A message stands in the channel by Slack's clock, which is not ours, and at most some minutes after it was sent. */
const clocksDifferSeconds = 60;
const arrivesWithinSeconds = 300;

const answerShape = z.object({
  ok: z.boolean(),
  error: z.optional(z.string()),
  response_metadata: z.optional(
    z.object({ messages: z.optional(z.array(z.string())), next_cursor: z.optional(z.string()) }),
  ),
});
const postedShape = z.object({ channel: z.string(), ts: z.string() });
const historyShape = z.object({
  messages: z.array(
    z.object({
      ts: z.string(),
      // Other apps put what they like into theirs.
      metadata: z.catch(
        z.optional(z.object({ event_type: z.string(), event_payload: z.object({ key: z.string() }) })),
        undefined,
      ),
    }),
  ),
});

export type SlackApiOptions = {
  /** `https://slack.com/api` */
  readonly url: string;
  /** Undefined where no bot token is stored: every call is then refused as `not_authed`. */
  readonly token: () => Promise<string | undefined>;
  readonly fetch: typeof fetch;
};

/** The Web API over fetch. */
export function slackApi(options: SlackApiOptions): SlackApi {
  const metadata = (key: string) => ({ event_type: metadataType, event_payload: { key } });
  return {
    test: async () => {
      await call(options, "auth.test", {});
    },
    post: async ({ channel, key, thread, quiet = false, text, blocks }) => {
      const reply = thread === undefined ? {} : { thread_ts: thread, reply_broadcast: !quiet };
      const body = {
        channel,
        text,
        blocks,
        metadata: metadata(key),
        unfurl_links: false,
        unfurl_media: false,
      };
      const answer = await call(options, "chat.postMessage", { ...body, ...reply });
      return parseAnswer(postedShape, answer);
    },
    update: async ({ channel, ts }, { key, text, blocks }) => {
      await call(options, "chat.update", { channel, ts, text, blocks, metadata: metadata(key) });
    },
    find: async ({ channel, key, triedAt, thread }) => {
      const method = thread ? "conversations.replies" : "conversations.history";
      const tried = triedAt.getTime() / 1000;
      const query = {
        channel,
        oldest: (tried - clocksDifferSeconds).toFixed(6),
        latest: (tried + arrivesWithinSeconds).toFixed(6),
        include_all_metadata: true,
        limit: 200,
        ...(thread ? { ts: thread } : {}),
      };
      const searchEnds = AbortSignal.timeout(2 * timeoutMilliseconds);
      let cursor: string | undefined;
      for (let page = 0; page < historyPages; page += 1) {
        const answer = await call(options, method, cursor ? { ...query, cursor } : query, searchEnds);
        const { messages } = parseAnswer(historyShape, answer);
        const found = messages.find(
          ({ metadata: seen }) => seen?.event_type === metadataType && seen.event_payload.key === key,
        );
        if (found) return { channel, ts: found.ts };
        cursor = parseAnswer(answerShape, answer).response_metadata?.next_cursor || undefined;
        if (!cursor) return undefined;
      }
      throw new SlackUnclear("Slack: the channel's history is too long to say whether the message arrived");
    },
  };
}

async function call(
  options: SlackApiOptions,
  method: string,
  body: unknown,
  signal = AbortSignal.timeout(timeoutMilliseconds),
): Promise<unknown> {
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
  const { ok, error, response_metadata } = parseAnswer(answerShape, answer);
  if (!ok) throw errorOfCode(error ?? "unknown_error", response_metadata?.messages?.join(" "));
  return answer;
}

async function send(
  fetcher: typeof fetch,
  url: string,
  token: string,
  body: unknown,
  signal: AbortSignal,
): Promise<Response> {
  const json = !url.includes("/conversations.");
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

function parseAnswer<Shape extends z.ZodMiniType>(shape: Shape, answer: unknown): z.output<Shape> {
  const parsed = shape.safeParse(answer);
  if (!parsed.success) throw new SlackUnclear("Slack: an answer of another shape", { cause: parsed.error });
  return parsed.data;
}
