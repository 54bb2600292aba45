// Channels and what stands in them. It knows no API: calls become `post` and `update`, views read what is there.
import type { MessageContent } from "./message-content";
import type { SlackChannel, SlackMessage } from "./slack-message";
import { SlackRefusal } from "./slack-refusal";

export type Channel = SlackChannel & { readonly archived: boolean; readonly joined: boolean };

export type Post = {
  readonly channel: string;
  readonly content: MessageContent;
  readonly threadTs: string | undefined;
  readonly broadcast: boolean;
  readonly via: "bot" | "webhook";
};

export type MessageLog = {
  readonly channels: () => readonly Channel[];
  /** By id only, as everywhere but in chat.postMessage. */
  readonly channel: (id: string) => Channel | undefined;
  readonly setChannel: (id: string, change: { archived?: boolean; joined?: boolean }) => void;
  readonly post: (post: Post, now: Date) => SlackMessage;
  readonly update: (channel: string, ts: string, content: MessageContent, now: Date) => SlackMessage;
  readonly find: (channel: string, ts: string) => SlackMessage | undefined;
  /** In the order of their `ts`. */
  readonly messages: (channel?: string) => readonly SlackMessage[];
};

/** An empty log of these channels; the bot is a member of all of them. */
export function newMessageLog(channels: readonly SlackChannel[]): MessageLog {
  const known = new Map<string, Channel>(
    channels.map(({ id, name }) => [id, { id, name, archived: false, joined: true }]),
  );
  const messages = new Map<string, SlackMessage>();
  const nextTs = newTimestamps();
  const keep = (message: SlackMessage) => {
    messages.set(`${message.channel} ${message.ts}`, message);
    return message;
  };
  return {
    channels: () => [...known.values()],
    channel: (id) => known.get(id),
    setChannel: (id, change) => {
      const channel = known.get(id);
      if (!channel) throw new Error(`There is no channel ${id} in this Slack`);
      known.set(id, { ...channel, ...change });
    },
    find: (channel, ts) => messages.get(`${channel} ${ts}`),
    messages: (channel) =>
      [...messages.values()].filter((message) => channel === undefined || message.channel === channel),
    post: (post, now) => keep(posted(post, nextTs(now))),
    update: (channel, ts, content, now) => {
      const before = messages.get(`${channel} ${ts}`);
      if (!before) throw new SlackRefusal("message_not_found");
      return keep(updated(before, content, nextTs(now)));
    },
  };
}

/** A channel by id, or by name with or without #: only chat.postMessage takes names. */
export function findChannel(
  log: Pick<MessageLog, "channel" | "channels">,
  wanted: string,
): Channel | undefined {
  return log.channel(wanted) ?? log.channels().find(({ name }) => name === wanted.replace(/^#/, ""));
}

function posted({ channel, content, threadTs, broadcast, via }: Post, ts: string): SlackMessage {
  return {
    channel,
    ts,
    text: content.text ?? "",
    blocks: content.blocks ?? [],
    threadTs,
    broadcast: broadcast && threadTs !== undefined,
    metadata: content.metadata === "none" ? undefined : content.metadata,
    edits: 0,
    editedTs: undefined,
    via,
  };
}

/** A text without blocks takes the old blocks away; blocks without a text leave the text; metadata stays unless it is given. */
function updated(before: SlackMessage, content: MessageContent, ts: string): SlackMessage {
  return {
    ...before,
    text: content.text ?? before.text,
    blocks: content.blocks ?? (content.text === undefined ? before.blocks : []),
    metadata:
      content.metadata === undefined
        ? before.metadata
        : content.metadata === "none"
          ? undefined
          : content.metadata,
    edits: before.edits + 1,
    editedTs: ts,
  };
}

/** Microseconds of the clock, unique and growing also when it stands still: `….000100`, `….000200`… */
function newTimestamps(): (now: Date) => string {
  let last = 0n;
  return (now) => {
    const clock = BigInt(now.getTime()) * 1000n;
    last = (clock > last ? clock : last) + 100n;
    return `${last / 1_000_000n}.${String(last % 1_000_000n).padStart(6, "0")}`;
  };
}
