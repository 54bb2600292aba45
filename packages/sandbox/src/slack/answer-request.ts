// One request from its arrival to its answer: fault, token, method, arguments, rate limit, work, fault again.
import type { Faults } from "../faults";
import type { Directory } from "./directory";
import type { EphemeralAnswer } from "./ephemeral-answers";
import { metadataOf } from "./message-content";
import { findChannel, type MessageLog } from "./message-log";
import { faultySlack, mishapAfter, mishapBefore, rateLimited } from "./mishap";
import { channelLimit, type Pace, tierLimits } from "./pace";
import { readArguments, type SlackArguments, textOf } from "./read-arguments";
import { type Subject, subjectOf } from "./record-in-journal";
import {
  jsonReply,
  type SlackAnswer,
  type SlackCall,
  type SlackReply,
  type SlackRequest,
  textReply,
} from "./slack-answer";
import type { MessageMetadata, SlackMessage } from "./slack-message";
import { SlackRefusal } from "./slack-refusal";
import { type Method, methods } from "./web-api";
import { postByWebhook, statusOf } from "./webhook";

export type Token = {
  readonly value: string;
  state: "good" | "token_revoked" | "account_inactive" | "invalid_auth";
};
export type Webhook = { readonly path: string; readonly channel: string; works: boolean };

/** The workspace that a request meets. Without a pace there is no rate limit. */
export type Workspace = {
  readonly log: MessageLog;
  readonly directory: Directory;
  readonly token: Token;
  readonly scopes: readonly string[];
  readonly webhook: Webhook;
  readonly faults: Pick<Faults, "draw">;
  readonly pace: Pace | undefined;
};

/** `message` and `ephemeral` are what the request did, whether or not its answer arrived. */
export type Outcome = {
  readonly answer: SlackAnswer;
  readonly call: SlackCall;
  readonly message: SlackMessage | undefined;
  /** What it said to one person only. */
  readonly ephemeral: EphemeralAnswer | undefined;
  readonly subject: Subject;
};

/** What Slack itself makes of a request; `error` is its word for a no. */
export type Work = {
  readonly reply: SlackReply;
  readonly error?: string;
  readonly message?: SlackMessage;
  readonly ephemeral?: EphemeralAnswer;
};

const apiPrefix = "/_slack/api/";

/** Answers a request as Slack would, and says what it did to the workspace. */
export function answerRequest(request: SlackRequest, workspace: Workspace): Outcome {
  const { log, faults } = workspace;
  const url = new URL(request.path, "http://slack.invalid");
  const name = url.pathname.startsWith(apiPrefix) ? url.pathname.slice(apiPrefix.length) : "webhook";
  const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
  const args = argumentsOf(request, url, method?.json ?? false);
  const told = args instanceof SlackRefusal ? undefined : metadataIn(args);
  return outcomeOf(request, { name, log, faults, told }, () =>
    name === "webhook"
      ? workOnWebhook(request, url.pathname, workspace)
      : workOnMethod(request, name, method, args, workspace),
  );
}

/** What a request is called, and what its sender told about it. */
export type Asked = Pick<Workspace, "log" | "faults"> & {
  readonly name: string;
  readonly told: MessageMetadata | undefined;
};

/** Does the work between the faults that may hit before and after it. */
export function outcomeOf(
  request: SlackRequest,
  { name, log, faults, told }: Asked,
  work: () => Work,
): Outcome {
  const faulty = faultySlack(faults, name);
  const { answer: mishap, delay } = mishapBefore(faulty);
  if (mishap)
    return {
      answer: mishap,
      call: callOf(request, name, mishap),
      message: undefined,
      ephemeral: undefined,
      subject: subjectOf(told?.event_payload ?? {}),
    };
  const done = work();
  const reply = delay > 0 ? { ...done.reply, delayMilliseconds: delay } : done.reply;
  // Only a good answer is worth losing: a refusal that gets lost is told again.
  const answer = done.error === undefined ? mishapAfter(faulty, reply) : reply;
  return {
    answer,
    call: callOf(request, name, answer, done),
    message: done.message,
    ephemeral: done.ephemeral,
    subject: subjectOf((told ?? keptMetadata(log, done.message))?.event_payload ?? {}),
  };
}

/** An update may leave its message's metadata alone, and a reply is about what its thread is about. */
function keptMetadata(log: MessageLog, message: SlackMessage | undefined): MessageMetadata | undefined {
  if (!message) return undefined;
  const parent = message.threadTs === undefined ? undefined : log.find(message.channel, message.threadTs);
  return message.metadata ?? parent?.metadata;
}

function callOf(request: SlackRequest, method: string, answer: SlackAnswer, work?: Work): SlackCall {
  const outcome = "reset" in answer ? "reset" : "hang" in answer ? "hang" : answer.status;
  const error = work?.error ?? (outcome === 429 ? "ratelimited" : undefined);
  const taken = work?.message !== undefined || work?.ephemeral !== undefined;
  return { at: request.now, method, outcome, error, taken };
}

function workOnMethod(
  request: SlackRequest,
  name: string,
  method: Method | undefined,
  args: SlackArguments | SlackRefusal,
  { log, directory, token, scopes, pace }: Workspace,
): Work {
  if (!method) return refused(new SlackRefusal("unknown_method"));
  const problem = tokenProblem(request, args, token);
  if (problem !== undefined) return refused(new SlackRefusal(problem));
  if (args instanceof SlackRefusal) return refused(args);
  const { scope: needed } = method;
  if (needed !== undefined && !scopes.includes(needed)) {
    return refused(new SlackRefusal("missing_scope", [], { needed, provided: scopes.join(",") }));
  }
  const seconds = secondsToWait(name, method, args, log, request.now, pace);
  if (seconds > 0) return { reply: rateLimited(seconds), error: "ratelimited" };
  try {
    const { fields, message } = method.run({ log, directory, scopes, args, now: request.now });
    const headers = { "x-oauth-scopes": scopes.join(",") };
    return { reply: jsonReply({ ok: true, ...fields }, 200, headers), ...(message && { message }) };
  } catch (error) {
    if (error instanceof SlackRefusal) return refused(error);
    throw error;
  }
}

function workOnWebhook(request: SlackRequest, path: string, { log, webhook, pace }: Workspace): Work {
  if (request.method !== "POST")
    return { reply: textReply("method_not_allowed", 405), error: "method_not_allowed" };
  if (path !== webhook.path || !webhook.works)
    return { reply: textReply("no_service", 404), error: "no_service" };
  const seconds = pace?.take(`channel ${webhook.channel}`, channelLimit, request.now) ?? 0;
  if (seconds > 0) return { reply: rateLimited(seconds), error: "ratelimited" };
  try {
    const contentType = request.headers["content-type"] ?? "";
    const message = postByWebhook(log, webhook.channel, contentType, String(request.body), request.now);
    return { reply: textReply("ok"), message };
  } catch (error) {
    if (!(error instanceof SlackRefusal)) throw error;
    return { reply: textReply(error.word, statusOf(error.word)), error: error.word };
  }
}

function refused(refusal: SlackRefusal): Work {
  const { word, problems, fields } = refusal;
  const reasons =
    problems.length > 0
      ? { errors: problems, response_metadata: { messages: problems.map((problem) => `[ERROR] ${problem}`) } }
      : {};
  return { reply: jsonReply({ ok: false, error: word, ...fields, ...reasons }), error: word };
}

function argumentsOf(request: SlackRequest, url: URL, json: boolean): SlackArguments | SlackRefusal {
  try {
    return readArguments(url.searchParams, request.headers["content-type"] ?? "", String(request.body), json);
  } catch (error) {
    if (error instanceof SlackRefusal) return error;
    throw error;
  }
}

/** The token comes as a Bearer header, or as the argument `token` in a form. */
function tokenProblem(
  request: SlackRequest,
  args: SlackArguments | SlackRefusal,
  token: Token,
): string | undefined {
  const [, bearer] = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? "") ?? [];
  const given = bearer ?? (args instanceof SlackRefusal ? undefined : textOf(args, "token"));
  if (given === undefined) return "not_authed";
  if (given !== token.value) return "invalid_auth";
  return token.state === "good" ? undefined : token.state;
}

function secondsToWait(
  name: string,
  { tier }: Method,
  args: SlackArguments,
  log: MessageLog,
  now: Date,
  pace: Pace | undefined,
): number {
  if (!pace || tier === "none") return 0;
  if (tier !== "channel") return pace.take(name, tierLimits[tier], now);
  const wanted = textOf(args, "channel") ?? "";
  const channel = findChannel(log, wanted);
  return pace.take(`channel ${channel?.id ?? wanted}`, channelLimit, now);
}

function metadataIn(args: SlackArguments): MessageMetadata | undefined {
  try {
    const content = metadataOf(args);
    return content === "none" ? undefined : content;
  } catch (error) {
    // Broken metadata is refused when the call is worked on; here it only means that the journal does not learn what it is about.
    if (error instanceof SlackRefusal) return undefined;
    throw error;
  }
}
