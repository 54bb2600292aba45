// Response URLs: an app that got an interaction may answer to it five times within half an hour, to one person or to the channel.

import type { Faults } from "../faults";
import { type Outcome, outcomeOf, type Work } from "./answer-request";
import type { EphemeralAnswer } from "./ephemeral-answers";
import { contentOf } from "./message-content";
import type { MessageLog } from "./message-log";
import { flagOf, isRecord, parseJson, type SlackArguments } from "./read-arguments";
import { type SlackRequest, textReply } from "./slack-answer";
import type { SlackMessage } from "./slack-message";
import { SlackRefusal } from "./slack-refusal";
import { statusOf } from "./webhook";

/** What an interaction was about. */
export type Origin = Pick<EphemeralAnswer, "channel" | "ts" | "userId">;

/** Either an answer to one person, or a message that was posted or replaced. */
export type Said = { readonly ephemeral: EphemeralAnswer } | { readonly message: SlackMessage };

export type ResponseUrls = {
  /** The path of a new one. */
  readonly open: (origin: Origin, now: Date) => string;
  /** Answers a request to one of them. */
  readonly answer: (request: SlackRequest) => Outcome;
};

type Opened = { readonly origin: Origin; readonly until: number; uses: number };

/** Where they all are. */
export const responsePath = "/_slack/response/";
const mostUses = 5;
const lifeMilliseconds = 30 * 60_000;

/** None is open yet. */
export function newResponseUrls(log: MessageLog, faults: Pick<Faults, "draw">): ResponseUrls {
  const opened = new Map<string, Opened>();
  return {
    open: (origin, now) => {
      const path = `${responsePath}${opened.size + 1}`;
      opened.set(path, { origin, until: now.getTime() + lifeMilliseconds, uses: 0 });
      return path;
    },
    answer: (request) => {
      const url = opened.get(request.path);
      const told = url && log.find(url.origin.channel, url.origin.ts ?? "")?.metadata;
      return outcomeOf(request, { name: "response_url", log, faults, told }, () => use(request, url, log));
    },
  };
}

function use(request: SlackRequest, url: Opened | undefined, log: MessageLog): Work {
  if (!url) return refused("no_service");
  if (request.now.getTime() > url.until) return refused("expired_url");
  if (url.uses >= mostUses) return refused("used_url");
  const args = parseJson(String(request.body));
  if (!isRecord(args)) return refused("invalid_payload");
  try {
    const said = say(args, url.origin, log, request.now);
    url.uses += 1;
    return { reply: textReply("ok"), ...said };
  } catch (error) {
    if (error instanceof SlackRefusal) return refused(error.word);
    throw error;
  }
}

/**
 * Says what an answer to an interaction asks for; the same for a response URL and for the body of a command's answer.
 * @throws SlackRefusal as for a message
 */
export function say(args: SlackArguments, origin: Origin, log: MessageLog, now: Date): Said {
  // Slack deletes with it; nothing here does, and nobody shall believe it.
  if (flagOf(args, "delete_original")) throw new SlackRefusal("not_supported_by_the_sandbox");
  const content = contentOf(args);
  if (flagOf(args, "replace_original") && origin.ts !== undefined)
    return { message: log.update(origin.channel, origin.ts, content, now) };
  if (args.response_type === "in_channel") {
    const post = { channel: origin.channel, content, threadTs: undefined, broadcast: false };
    return { message: log.post({ ...post, via: "bot" }, now) };
  }
  return { ephemeral: { ...origin, text: content.text ?? "", blocks: content.blocks ?? [], at: now } };
}

function refused(word: string): Work {
  const status = word === "expired_url" || word === "used_url" ? 404 : statusOf(word);
  return { reply: textReply(word, status), error: word };
}
