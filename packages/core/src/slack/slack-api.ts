// Slack's Web API with a bot token: post, update, and find a message by the key in its metadata.
import type { Block, KnownBlock } from "@slack/types";
import * as z from "zod/mini";
import { callSlack, parseAnswer, type SlackCallOptions, timeoutMilliseconds } from "./call-slack";
import { SlackUnclear } from "./slack-errors";

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
const historyPages = 10;
/** A message stands in the channel by Slack's clock, which is not ours, and at most some minutes after it was sent. */
const clocksDifferSeconds = 60;
const arrivesWithinSeconds = 300;

const pageShape = z.object({
  response_metadata: z.optional(z.object({ next_cursor: z.optional(z.string()) })),
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

/** The Web API over fetch. */
export function slackApi(options: SlackCallOptions): SlackApi {
  const metadata = (key: string) => ({ event_type: metadataType, event_payload: { key } });
  return {
    test: async () => {
      await callSlack(options, "auth.test", {});
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
      const { answer } = await callSlack(options, "chat.postMessage", { ...body, ...reply });
      return parseAnswer(postedShape, answer);
    },
    update: async ({ channel, ts }, { key, text, blocks }) => {
      await callSlack(options, "chat.update", { channel, ts, text, blocks, metadata: metadata(key) });
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
        const { answer } = await callSlack(
          options,
          method,
          cursor ? { ...query, cursor } : query,
          searchEnds,
        );
        const { messages } = parseAnswer(historyShape, answer);
        const found = messages.find(
          ({ metadata: seen }) => seen?.event_type === metadataType && seen.event_payload.key === key,
        );
        if (found) return { channel, ts: found.ts };
        cursor = parseAnswer(pageShape, answer).response_metadata?.next_cursor || undefined;
        if (!cursor) return undefined;
      }
      throw new SlackUnclear("Slack: the channel's history is too long to say whether the message arrived");
    },
  };
}
