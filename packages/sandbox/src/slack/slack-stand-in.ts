// A Slack workspace for the sandbox: its Web API and one incoming webhook, as strict and as fallible as the real ones.
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Faults } from "../faults";
import type { Journal } from "../journal";
import { answerRequest, type Token } from "./answer-request";
import { type Channel, newMessageLog } from "./message-log";
import { newPace } from "./pace";
import { recordInJournal } from "./record-in-journal";
import { sendAnswer } from "./send-answer";
import type { SlackAnswer, SlackCall, SlackRequest } from "./slack-answer";
import type { SlackChannel, SlackMessage } from "./slack-message";

export type SlackOptions = {
  readonly channels: readonly SlackChannel[];
  /** The bot's token, `xoxb-…`. */
  readonly token: string;
  /** The whole path of the incoming webhook, `/_slack/services/T…/B…/…`. */
  readonly webhookPath: string;
  /** The id of the webhook's channel; the first channel unless it is given. */
  readonly webhookChannel?: string;
  readonly journal: Pick<Journal, "record">;
  readonly faults: Pick<Faults, "draw">;
  /** Only `handle` asks it; `answer` is told. */
  readonly now: () => Date;
  /** Rate limits are on unless this is false. */
  readonly paced?: boolean;
};

export type SlackStandIn = {
  readonly handle: (request: IncomingMessage, response: ServerResponse, body: Buffer) => Promise<void>;
  /** The same without HTTP and without waiting. */
  readonly answer: (request: SlackRequest) => SlackAnswer;
  readonly channels: () => readonly Channel[];
  /** What stands in the channels now, in the order it came. */
  readonly messages: (channel?: string) => readonly SlackMessage[];
  /** How many messages were ever taken; an update is none. */
  readonly posts: () => number;
  /** Every call, also those that were refused or lost. */
  readonly calls: () => readonly SlackCall[];
  /** The token stops working, as after an uninstall: `token_revoked`, `account_inactive` or `invalid_auth`. */
  readonly revoke: (word?: Exclude<Token["state"], "good">) => void;
  readonly restore: () => void;
  /** The webhook stops working (`no_service`), or works again. */
  readonly setWebhook: (works: boolean) => void;
  readonly archive: (channel: string, archived?: boolean) => void;
  /** Takes the bot out of a channel (`not_in_channel`), or puts it back. */
  readonly setMember: (channel: string, joined: boolean) => void;
  readonly setPaced: (paced: boolean) => void;
  /** Calls back with each new and each updated message; the answer ends it. */
  readonly subscribe: (listener: (message: SlackMessage) => void) => () => void;
};

/** Opens the workspace. It keeps everything in memory. */
export function newSlack(options: SlackOptions): SlackStandIn {
  const log = newMessageLog(options.channels);
  const pace = newPace();
  const calls: SlackCall[] = [];
  const listeners = new Set<(message: SlackMessage) => void>();
  const token: Token = { value: options.token, state: "good" };
  const webhook = {
    path: options.webhookPath,
    channel: options.webhookChannel ?? options.channels[0]?.id ?? "",
    works: true,
  };
  let paced = options.paced ?? true;
  let posts = 0;

  const answer = (request: SlackRequest): SlackAnswer => {
    const {
      answer: reply,
      call,
      message,
      subject,
    } = answerRequest(request, {
      log,
      token,
      webhook,
      faults: options.faults,
      pace: paced ? pace : undefined,
    });
    calls.push(call);
    if (message?.edits === 0) posts += 1;
    recordInJournal(options.journal, log, call, message, subject);
    if (message) for (const listener of listeners) listener(message);
    return reply;
  };

  return {
    answer,
    handle: (request, response, body) =>
      sendAnswer(
        answer({
          method: request.method ?? "GET",
          path: request.url ?? "/",
          headers: singleHeaders(request),
          body,
          now: options.now(),
        }),
        response,
      ),
    channels: log.channels,
    messages: log.messages,
    posts: () => posts,
    calls: () => calls,
    revoke: (word = "token_revoked") => {
      token.state = word;
    },
    restore: () => {
      token.state = "good";
    },
    setWebhook: (works) => {
      webhook.works = works;
    },
    archive: (channel, archived = true) => log.setChannel(channel, { archived }),
    setMember: (channel, joined) => log.setChannel(channel, { joined }),
    setPaced: (on) => {
      paced = on;
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function singleHeaders(request: IncomingMessage): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(", ") : value,
    ]),
  );
}
