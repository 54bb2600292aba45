// A Slack workspace for the sandbox: its Web API and one incoming webhook, as strict and as fallible as the real ones.
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Faults } from "../faults";
import type { Journal } from "../journal";
import { answerRequest, type Token, type Workspace } from "./answer-request";
import { type Directory, newDirectory } from "./directory";
import { type EphemeralAnswer, newEphemeralAnswers } from "./ephemeral-answers";
import { type Command, type Interaction, newInteractions, type Press } from "./interactions";
import { newListeners } from "./listeners";
import { type Channel, type MessageLog, newMessageLog } from "./message-log";
import { newPace } from "./pace";
import { recordInJournal } from "./record-in-journal";
import { newResponseUrls, responsePath } from "./response-urls";
import { sendAnswer } from "./send-answer";
import type { SendHttp } from "./send-http";
import { singleHeaders } from "./single-headers";
import type { SlackAnswer, SlackCall, SlackRequest } from "./slack-answer";
import type { SlackChannel, SlackMessage } from "./slack-message";

export type SlackOptions = {
  readonly channels: readonly SlackChannel[];
  /** The bot's token, `xoxb-…`. */
  readonly token: string;
  /** What the bot may do; every good answer to its token tells it. None unless they are given. */
  readonly scopes?: readonly string[];
  /** The whole path of the incoming webhook, `/_slack/services/T…/B…/…`. */
  readonly webhookPath: string;
  /** The id of the webhook's channel; the first channel unless it is given. */
  readonly webhookChannel?: string;
  readonly journal: Pick<Journal, "record">;
  readonly faults: Pick<Faults, "draw">;
  /** `handle`, `press` and `command` ask it; `answer` is told. */
  readonly now: () => Date;
  /** Rate limits are on unless this is false. */
  readonly paced?: boolean;
  /** Where the app reaches this Slack, without a slash behind; only response URLs need it. */
  readonly url?: string;
  /** Delivers interactions; the built-in fetch unless it is given. */
  readonly send?: SendHttp;
  /** How long an interaction waits for the app; 3 seconds, as Slack does, unless it is given. */
  readonly patience?: () => AbortSignal;
};

/** People and their groups: those of sandbox-people at the start. */
export type SlackStandIn = Pick<Directory, "people" | "addPeople" | "setGroup"> & {
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
  /** The app's request URL for buttons and commands, and its signing secret. */
  readonly sendInteractionsTo: (url: string, signingSecret: string) => void;
  /** A person presses a button. Rejects when there is no such message or button, or nowhere to send it. */
  readonly press: (press: Press) => Promise<Interaction>;
  /** A person types a command. Rejects when there is no such channel, or nowhere to send it. */
  readonly command: (command: Command) => Promise<Interaction>;
  readonly interactions: () => readonly Interaction[];
  /** What was said to one person only, in the order it came. */
  readonly answers: () => readonly EphemeralAnswer[];
  /** Calls back with each new one; the answer ends it. */
  readonly subscribeAnswers: (listener: (answer: EphemeralAnswer) => void) => () => void;
};

const patienceMilliseconds = 3000;

/** Opens the workspace. It keeps everything in memory. */
export function newSlack(options: SlackOptions): SlackStandIn {
  const log = newMessageLog(options.channels);
  const calls: SlackCall[] = [];
  const messages = newListeners<SlackMessage>();
  const answers = newEphemeralAnswers(options.journal, log);
  const responses = newResponseUrls(log, options.faults);
  const directory = newDirectory();
  const { people, addPeople, setGroup } = directory;
  const { workspace, switches } = newWorkspace(options, log, directory);
  let posts = 0;

  const changed = (message: SlackMessage) => {
    if (message.edits === 0) posts += 1;
    messages.tell(message);
  };
  const answer = (request: SlackRequest): SlackAnswer => {
    const toResponseUrl = request.path.startsWith(responsePath);
    const outcome = toResponseUrl ? responses.answer(request) : answerRequest(request, workspace());
    const { call, message, ephemeral, subject } = outcome;
    calls.push(call);
    recordInJournal(options.journal, log, call, message, subject);
    if (message) changed(message);
    if (ephemeral) answers.add(ephemeral);
    return outcome.answer;
  };
  const interactions = newInteractions({
    log,
    responses,
    now: options.now,
    send: options.send ?? fetch,
    patience: options.patience ?? (() => AbortSignal.timeout(patienceMilliseconds)),
    origin: options.url ?? "http://slack.invalid",
    onSaid: (said) => ("message" in said ? changed(said.message) : answers.add(said.ephemeral)),
  });

  return {
    ...switches,
    ...{ people, addPeople, setGroup },
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
    subscribe: messages.subscribe,
    sendInteractionsTo: interactions.sendTo,
    press: interactions.press,
    command: interactions.command,
    interactions: interactions.all,
    answers: answers.all,
    subscribeAnswers: answers.subscribe,
  };
}

type Switches = Pick<
  SlackStandIn,
  "revoke" | "restore" | "setWebhook" | "archive" | "setMember" | "setPaced"
>;

/** The workspace as the next request meets it, and what changes it from outside. */
function newWorkspace(
  { token: value, scopes = [], webhookPath, webhookChannel, channels, faults, paced = true }: SlackOptions,
  log: MessageLog,
  directory: Directory,
): { readonly workspace: () => Workspace; readonly switches: Switches } {
  const token: Token = { value, state: "good" };
  const webhook = { path: webhookPath, channel: webhookChannel ?? channels[0]?.id ?? "", works: true };
  const pace = newPace();
  let limited = paced;
  return {
    workspace: () => ({ log, directory, token, scopes, webhook, faults, pace: limited ? pace : undefined }),
    switches: {
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
        limited = on;
      },
    },
  };
}
