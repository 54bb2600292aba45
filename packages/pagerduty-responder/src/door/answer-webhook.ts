// From a webhook to PagerDuty's answer: verify, read, hand over. What SQS does not take, PagerDuty has to send again.
import type { HandOver } from "@orgwatch/core/hand-over";
import { checkSize } from "@orgwatch/core/http/body-limit";
import type { Log } from "@orgwatch/core/log";
import { BadRequest, type HttpAnswer, type HttpRequest } from "@orgwatch/core/on-request";
import { safeLine } from "@orgwatch/core/slack-text";
import { readWebhook } from "./read-webhook";
import { isFromPagerDuty } from "./verify-webhook";

export type WebhookDependencies = {
  readonly secrets: () => Promise<readonly string[]>;
  /** The URL of finding-responder's queue. */
  readonly actions: string;
  readonly handOver: HandOver;
  readonly log: Log;
};

/** PagerDuty waits for 5 s and tries again 4 times within 20 minutes; the same event twice is harmless. */
const handOverMs = 3000;

/** @throws BadRequest 401 (not signed), 400 or 413; what SQS threw becomes a 500, and PagerDuty tries again. */
export async function answerWebhook(
  request: HttpRequest,
  { secrets, actions, handOver, log }: WebhookDependencies,
): Promise<HttpAnswer> {
  checkSize(request);
  if (!isFromPagerDuty(request, await secrets())) throw new BadRequest(401, "the signature is not valid");
  const webhook = readWebhook(request.rawBody);
  if (webhook.kind === "unused") {
    log.info("nothing here uses this", { type: safeLine(webhook.type, 60) });
    return { status: 200 };
  }
  const { event } = webhook;
  await handOver(actions, event, AbortSignal.timeout(handOverMs));
  log.info("handed over", { type: event.type, eventId: safeLine(event.id, 80) });
  return { status: 202 };
}
