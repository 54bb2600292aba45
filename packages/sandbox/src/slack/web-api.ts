// The methods of Slack's Web API that a bot of Orgwatch uses, with the errors that Slack documents for each.
import type { Directory } from "./directory";
import { contentOf } from "./message-content";
import { type Channel, findChannel, type MessageLog } from "./message-log";
import { flagOf, requiredText, type SlackArguments, textOf } from "./read-arguments";
import { readPage } from "./read-page";
import type { SlackMessage } from "./slack-message";
import { SlackRefusal } from "./slack-refusal";

/** The bot, as auth.test and its messages name it. */
export const bot = {
  bot_id: "B0ORGWATCH",
  user_id: "U0ORGWATCH",
  app_id: "A0SANDBOX",
  team_id: "T0SANDBOX",
};
/** The part of the workspace's address before `.slack.com`. */
export const workspaceDomain = "orgwatch-sandbox";
const team = { team: "Orgwatch sandbox", user: "orgwatch" };
/** chat.update is stricter than chat.postMessage: it refuses where the other cuts. */
const longestUpdate = 4000;

type Fields = Readonly<Record<string, unknown>>;
export type Call = {
  readonly log: MessageLog;
  readonly directory: Directory;
  readonly scopes: readonly string[];
  readonly args: SlackArguments;
  readonly now: Date;
};
/** `message` is what a call changed. */
export type Result = { readonly fields: Fields; readonly message?: SlackMessage };
export type Method = {
  /** Slack reads a JSON body only where the method's page says so. */
  readonly json: boolean;
  /** Its rate limit tier; `channel` is a message a second for each channel. */
  readonly tier: 2 | 3 | 4 | "channel" | "none";
  /** Without it Slack answers `missing_scope`. The scopes of messages and channels are not asked for: all bots here have them. */
  readonly scope?: string;
  readonly run: (call: Call) => Result;
};

export const methods: Readonly<Record<string, Method>> = {
  "auth.test": { json: true, tier: "none", run: testAuth },
  "chat.postMessage": { json: true, tier: "channel", run: postMessage },
  "chat.update": { json: true, tier: 3, run: updateMessage },
  "conversations.history": { json: true, tier: 3, run: readHistory },
  "conversations.replies": { json: false, tier: 3, run: readReplies },
  "conversations.info": { json: false, tier: 3, run: showChannel },
  "conversations.list": { json: false, tier: 2, run: listChannels },
  "users.info": { json: false, tier: 4, scope: "users:read", run: showPerson },
  "usergroups.users.list": { json: false, tier: 2, scope: "usergroups:read", run: listGroup },
};

function testAuth(): Result {
  const { bot_id, user_id, team_id } = bot;
  return { fields: { url: `https://${workspaceDomain}.slack.com/`, ...team, team_id, user_id, bot_id } };
}

function postMessage({ log, args, now }: Call): Result {
  const channel = findChannel(log, requiredText(args, "channel"));
  if (!channel) throw new SlackRefusal("channel_not_found");
  if (channel.archived) throw new SlackRefusal("is_archived");
  if (!channel.joined) throw new SlackRefusal("not_in_channel");
  const content = contentOf(args);
  const parent = parentOf(log, channel.id, textOf(args, "thread_ts"));
  const message = log.post(
    {
      channel: channel.id,
      content,
      threadTs: parent && (parent.threadTs ?? parent.ts),
      broadcast: flagOf(args, "reply_broadcast"),
      via: "bot",
    },
    now,
  );
  const warning = content.truncated
    ? { warning: "message_truncated", response_metadata: { warnings: ["message_truncated"] } }
    : {};
  const fields = {
    channel: channel.id,
    ts: message.ts,
    message: asSlackShows(log, message, true),
    ...warning,
  };
  return { fields, message };
}

/** A reply to a reply belongs to the thread's first message. */
function parentOf(log: MessageLog, channel: string, threadTs: string | undefined): SlackMessage | undefined {
  if (threadTs === undefined) return undefined;
  if (!/^\d+\.\d+$/.test(threadTs)) throw new SlackRefusal("invalid_thread_ts");
  const parent = log.find(channel, threadTs);
  if (!parent) throw new SlackRefusal("thread_not_found");
  return parent;
}

function updateMessage({ log, args, now }: Call): Result {
  const channel = channelOf(log, args);
  const ts = requiredText(args, "ts");
  if (channel.archived) throw new SlackRefusal("is_inactive");
  const content = contentOf(args);
  if ((content.text ?? "").length > longestUpdate) throw new SlackRefusal("msg_too_long");
  const before = log.find(channel.id, ts);
  if (!before) throw new SlackRefusal("message_not_found");
  if (before.via !== "bot") throw new SlackRefusal("cant_update_message");
  const message = log.update(channel.id, ts, content, now);
  const fields = { channel: channel.id, ts, text: message.text, message: asSlackShows(log, message, true) };
  return { fields, message };
}

function readHistory({ log, args }: Call): Result {
  const channel = memberChannelOf(log, args);
  const inChannel = log.messages(channel.id).filter(({ threadTs, broadcast }) => !threadTs || broadcast);
  const page = readPage(inChannel.toReversed(), args, { fallback: 100, most: 999 });
  return { fields: pageFields(log, page, args) };
}

function readReplies({ log, args }: Call): Result {
  const channel = memberChannelOf(log, args);
  const named = log.find(channel.id, textOf(args, "ts") ?? "");
  if (!named) throw new SlackRefusal("thread_not_found");
  const first = named.threadTs ?? named.ts;
  const thread = log.messages(channel.id).filter(({ ts, threadTs }) => ts === first || threadTs === first);
  const page = readPage(thread, args, { fallback: 1000, most: 1000 });
  return { fields: pageFields(log, page, args) };
}

function showChannel({ log, args }: Call): Result {
  return { fields: { channel: describe(channelOf(log, args)) } };
}

function listChannels({ log, args }: Call): Result {
  const all = log.channels().filter(({ archived }) => !(archived && flagOf(args, "exclude_archived")));
  return { fields: { channels: all.map(describe), response_metadata: { next_cursor: "" } } };
}

function showPerson({ directory, scopes, args }: Call): Result {
  const person = directory.person(requiredText(args, "user"));
  if (!person) throw new SlackRefusal("user_not_found");
  const { id, handle, name, email } = person;
  const names = { real_name: name, display_name: handle };
  const profile = { ...names, ...(scopes.includes("users:read.email") ? { email } : {}) };
  const user = { id, team_id: bot.team_id, name: handle, deleted: false, real_name: name, profile };
  return { fields: { user: { ...user, is_bot: false, is_app_user: false } } };
}

function listGroup({ directory, args }: Call): Result {
  const users = directory.group(requiredText(args, "usergroup"));
  if (!users) throw new SlackRefusal("no_such_subteam");
  return { fields: { users } };
}

function channelOf(log: MessageLog, args: SlackArguments): Channel {
  const channel = log.channel(requiredText(args, "channel"));
  if (!channel) throw new SlackRefusal("channel_not_found");
  return channel;
}

function memberChannelOf(log: MessageLog, args: SlackArguments): Channel {
  const channel = channelOf(log, args);
  if (!channel.joined) throw new SlackRefusal("not_in_channel");
  return channel;
}

function pageFields(log: MessageLog, page: ReturnType<typeof readPage>, args: SlackArguments): Fields {
  const withMetadata = flagOf(args, "include_all_metadata");
  return {
    messages: page.messages.map((message) => asSlackShows(log, message, withMetadata)),
    has_more: page.nextCursor !== "",
    pin_count: 0,
    response_metadata: { next_cursor: page.nextCursor },
  };
}

/** A message in Slack's form, as answers and interactions carry it. */
export function asSlackShows(log: MessageLog, message: SlackMessage, withMetadata: boolean): Fields {
  const replies = log.messages(message.channel).filter(({ threadTs }) => threadTs === message.ts);
  const threadTs = message.threadTs ?? (replies.length > 0 ? message.ts : undefined);
  return {
    type: "message",
    ...(message.broadcast
      ? { subtype: "thread_broadcast" }
      : message.via === "webhook"
        ? { subtype: "bot_message" }
        : {}),
    ...(message.via === "bot" ? { user: bot.user_id } : {}),
    bot_id: message.via === "bot" ? bot.bot_id : "B0WEBHOOK",
    ts: message.ts,
    text: message.text,
    ...(message.blocks.length > 0 ? { blocks: message.blocks } : {}),
    ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
    ...(replies.length > 0 ? { reply_count: replies.length, latest_reply: replies.at(-1)?.ts } : {}),
    ...(message.editedTs === undefined ? {} : { edited: { user: bot.user_id, ts: message.editedTs } }),
    ...(withMetadata && message.metadata ? { metadata: message.metadata } : {}),
  };
}

function describe({ id, name, archived, joined }: Channel): Fields {
  return {
    id,
    name,
    name_normalized: name,
    is_channel: true,
    is_private: false,
    is_archived: archived,
    is_member: joined,
  };
}
