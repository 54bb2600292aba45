// People at work in the sandbox's Slack: they press buttons and type commands, and Slack tells the app, signed and with little patience.
import { createHmac } from "node:crypto";
import { findButton } from "./find-button";
import { commandBody, type Occasion, pressBody } from "./interaction-payload";
import type { MessageLog } from "./message-log";
import { isRecord, parseJson } from "./read-arguments";
import { type Origin, type ResponseUrls, type Said, say } from "./response-urls";
import type { SlackUser } from "./sandbox-people";
import { type SendHttp, sendText } from "./send-http";
import { asSlackShows } from "./web-api";

export type Press = {
  readonly message: { readonly channel: string; readonly ts: string };
  readonly actionId: string;
  readonly user: SlackUser;
};

/** `command` with its slash, `channel` by id. */
export type Command = {
  readonly command: string;
  readonly text: string;
  readonly channel: string;
  readonly user: SlackUser;
};

/** An interaction as it was sent, and what came of it: the app's status and body, or Slack's own words for a failure. */
export type Interaction = {
  readonly at: Date;
  readonly kind: "block_actions" | "command";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The form that was sent. */
  readonly sent: string;
  readonly outcome: number | "operation_timeout" | "dispatch_failed";
  /** What the app answered; empty when it did not. */
  readonly body: string;
};

export type InteractionOptions = {
  readonly log: MessageLog;
  readonly responses: ResponseUrls;
  readonly now: () => Date;
  readonly send: SendHttp;
  /** How long the app may take; Slack gives 3 seconds. */
  readonly patience: () => AbortSignal;
  /** What stands before the path of a response URL: where the app reaches this Slack. */
  readonly origin: string;
  /** Hears what a command's own answer said. */
  readonly onSaid: (said: Said) => void;
};

export type Interactions = {
  /** The app's request URL and its signing secret. */
  readonly sendTo: (url: string, signingSecret: string) => void;
  /** Rejects when there is no such message or button, or no address to send to. */
  readonly press: (press: Press) => Promise<Interaction>;
  /** Rejects when there is no such channel, or no address to send to. */
  readonly command: (command: Command) => Promise<Interaction>;
  /** All of them, in the order in which they ended. */
  readonly all: () => readonly Interaction[];
};

/** Nobody has pressed anything yet, and there is no app to tell. */
export function newInteractions(options: InteractionOptions): Interactions {
  const { log, responses } = options;
  const all: Interaction[] = [];
  let target: { readonly url: string; readonly signingSecret: string } | undefined;
  let occasions = 0;
  const occasionOf = (user: SlackUser, origin: Origin, at: Date): Occasion => {
    const channel = log.channel(origin.channel);
    if (!channel) throw new Error(`There is no channel ${origin.channel} in this Slack`);
    occasions += 1;
    const responseUrl = `${options.origin}${responses.open(origin, at)}`;
    return { user, channel, responseUrl, triggerId: `${occasions}.${at.getTime()}.sandbox`, at };
  };
  const send = async (kind: Interaction["kind"], at: Date, sent: string) => {
    if (!target)
      throw new Error("This Slack does not know where to send interactions; call sendInteractionsTo");
    const interaction = await sendSigned(options, target, { at, kind, sent });
    all.push(interaction);
    return interaction;
  };
  return {
    sendTo: (url, signingSecret) => {
      target = { url, signingSecret };
    },
    press: async ({ message: { channel, ts }, actionId, user }) => {
      const message = log.find(channel, ts);
      if (!message) throw new Error(`There is no message ${ts} in the channel ${channel}`);
      const button = findButton(message.blocks, actionId);
      if (!button) throw new Error(`The message ${ts} has no button ${actionId}`);
      const at = options.now();
      const occasion = occasionOf(user, { channel, ts, userId: user.id }, at);
      const shown = asSlackShows(log, message, false);
      return await send("block_actions", at, pressBody(occasion, message, shown, button));
    },
    command: async ({ command, text, channel, user }) => {
      const at = options.now();
      const origin = { channel, ts: undefined, userId: user.id };
      const done = await send("command", at, commandBody(occasionOf(user, origin, at), command, text));
      const said = saidBy(done, origin, log);
      if (said) options.onSaid(said);
      return done;
    },
    all: () => all,
  };
}

async function sendSigned(
  { send, patience }: InteractionOptions,
  { url, signingSecret }: { readonly url: string; readonly signingSecret: string },
  { at, kind, sent }: Pick<Interaction, "at" | "kind" | "sent">,
): Promise<Interaction> {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const signature = createHmac("sha256", signingSecret).update(`v0:${timestamp}:${sent}`).digest("hex");
  const headers = {
    "content-type": "application/x-www-form-urlencoded",
    "user-agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
    "x-slack-request-timestamp": timestamp,
    "x-slack-signature": `v0=${signature}`,
  };
  const result = await sendText(send, url, { headers, body: sent, signal: patience() });
  if (!("failure" in result)) {
    const { status: outcome, body } = result;
    return { at, kind, url, headers, sent, outcome, body };
  }
  const outcome = result.failure === "timeout" ? "operation_timeout" : "dispatch_failed";
  return { at, kind, url, headers, sent, outcome, body: "" };
}

/** The body of a command's good answer is shown: JSON as for a response URL, anything else as a text. */
function saidBy({ outcome, body, at }: Interaction, origin: Origin, log: MessageLog): Said | undefined {
  if (outcome !== 200 || body.trim() === "") return undefined;
  const parsed = parseJson(body);
  return say(isRecord(parsed) ? parsed : { text: body }, origin, log, at);
}
