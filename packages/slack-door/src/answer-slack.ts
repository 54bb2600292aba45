// From a request to Slack's answer, within three seconds: verify, read, find the job's queue, hand over. Nothing is done here.

import { reasonOf } from "@orgwatch/core/errors";
import { type HandOver, NoSuchQueue } from "@orgwatch/core/hand-over";
import type { SlackCommand, SlackPress } from "@orgwatch/core/handed";
import { checkSize } from "@orgwatch/core/http/body-limit";
import type { Log } from "@orgwatch/core/log";
import { BadRequest, type HttpAnswer, type HttpRequest } from "@orgwatch/core/on-request";
import type { AnswerPrivately } from "@orgwatch/core/slack/response-url";
import type { SlackApp } from "@orgwatch/core/slack/slack-app";
import { safeLine } from "@orgwatch/core/slack-text";
import { type FromSlack, type Origin, readSlack } from "./read-slack";
import { isFromSlack, sentAt } from "./verify-slack";

export type DoorDependencies = {
  /** Undefined where no app is set up. */
  readonly slackApp: () => Promise<SlackApp>;
  readonly secrets: () => Promise<readonly string[]>;
  /** Queue URLs by the part of an action's id before the colon, or by a command's name. */
  readonly routes: Readonly<Record<string, string>>;
  readonly handOver: HandOver;
  readonly answerPrivately: AnswerPrivately;
  readonly now: () => Date;
  readonly log: Log;
};

/** Slack waits for 3 s in all, and shows an error of its own afterwards. Both together leave time for the way and a cold start. */
const handOverMs = 1500;
const tellMs = 1000;

/** @throws BadRequest 401 (not signed), 403 (another workspace or app, or none is set up), 400 or 413; anything else is our own failure. */
export async function answerSlack(request: HttpRequest, dependencies: DoorDependencies): Promise<HttpAnswer> {
  const { slackApp, secrets, now, log } = dependencies;
  checkSize(request);
  const app = await slackApp();
  if (!app) throw new BadRequest(403, "no Slack app is set up here");
  if (!isFromSlack(request, await secrets(), now())) throw new BadRequest(401, "the signature is not valid");
  const read = readSlack(request.rawBody, sentAt(request));
  if (read.kind === "certificate-check") return { status: 200 };
  if (!isOurs(read.origin, app))
    throw new BadRequest(403, "this workspace or app is not the one set up here");
  if (read.kind === "unused") {
    log.info("nothing here uses this", { type: read.type });
    return { status: 200 };
  }
  return pass(read, dependencies);
}

function isOurs({ workspaceId, appId }: Origin, app: NonNullable<SlackApp>): boolean {
  return workspaceId === app.workspaceId && appId === app.appId;
}

/** Hands the message to its job; a person to whom nothing would happen is told so. */
async function pass(
  { message }: FromSlack & { kind: "message" },
  dependencies: DoorDependencies,
): Promise<HttpAnswer> {
  const { routes, handOver, log } = dependencies;
  const subject = message.kind === "slack-press" ? message.actionId : message.command;
  const lines = log.with({ subject: safeLine(subject, 80), user: safeLine(message.user.id, 40) });
  const queue = queueOf(message, routes);
  if (queue === undefined) {
    lines.warn("nobody answers this");
    return tell(message, unknownWords(message), dependencies);
  }
  try {
    await handOver(queue, message, AbortSignal.timeout(handOverMs));
    lines.info("handed over");
    return { status: 200 };
  } catch (error) {
    lines.error("not handed over", { reason: reasonOf(error) });
    return tell(message, failedWords(error), dependencies);
  }
}

/** The queue of the job that a message belongs to. */
export function queueOf(
  message: SlackPress | SlackCommand,
  routes: Readonly<Record<string, string>>,
): string | undefined {
  const word = message.kind === "slack-press" ? message.actionId.split(":", 1)[0] : message.command;
  return word !== undefined && Object.hasOwn(routes, word) ? routes[word] : undefined;
}

/** Slack shows the answer to a command; the answer to a press is shown nowhere, so that is told by its `response_url`. */
async function tell(
  message: SlackPress | SlackCommand,
  text: string,
  { answerPrivately }: DoorDependencies,
): Promise<HttpAnswer> {
  if (message.kind === "slack-command") return { status: 200, body: { response_type: "ephemeral", text } };
  await answerPrivately(message.responseUrl, text, AbortSignal.timeout(tellMs));
  return { status: 200 };
}

function unknownWords(message: SlackPress | SlackCommand): string {
  return message.kind === "slack-press"
    ? "Orgwatch does not know this button any more. It may be from an older version; nothing has happened."
    : `Orgwatch does not know the command /${safeLine(message.command, 40)}. Nothing has happened.`;
}

function failedWords(error: unknown): string {
  return error instanceof NoSuchQueue
    ? "This part of Orgwatch is not set up here. Nothing has happened."
    : "Orgwatch could not take this right now. Please try again in a minute.";
}
