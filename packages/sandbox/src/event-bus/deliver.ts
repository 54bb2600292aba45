// Hands an event to a target: a queue, a topic, a function or a log group. (Other buses are event-bus.ts's own.)

import { MotoRefused } from "../gateway/moto-client";
import { type Arn, readArn } from "./arn";
import type { DeliverOptions } from "./deliver-options";
import { queueUrl } from "./queue-url";
import type { Source } from "./resource-policy";
import { publishing, recordFed, recordPublished } from "./topic-fan-out";

/** One delivery: what goes where, and for which rule. `groupId` is for FIFO queues. */
export type Delivery = {
  readonly arn: string;
  readonly source: Source;
  readonly text: string;
  readonly eventId: string;
  readonly subject: string | undefined;
  readonly groupId?: string | undefined;
};

/** The sandbox cannot deliver to such a target. */
export class UnknownTarget extends Error {
  override readonly name = "UnknownTarget";
}

/** Delivers once. Throws MotoRefused when the target does not take it, UnknownTarget when the sandbox has none of its kind. */
export async function deliver(options: DeliverOptions, delivery: Delivery): Promise<void> {
  const arn = readArn(delivery.arn);
  const refusal = await options.admission.refusal(delivery.arn, delivery.source);
  if (refusal) throw new MotoRefused(403, "NO_PERMISSIONS", refusal);
  switch (arn.service) {
    case "sqs":
      return toQueue(options, delivery, arn);
    case "sns":
      return toTopic(options, delivery, arn);
    case "lambda":
      return options.invoke(delivery.arn, JSON.parse(delivery.text));
    case "logs":
      return toLogGroup(options, delivery, arn);
    default:
      throw new UnknownTarget(`The sandbox cannot deliver events to ${delivery.arn}`);
  }
}

async function toQueue(options: DeliverOptions, delivery: Delivery, arn: Arn): Promise<void> {
  await options.moto.json(arn, "sqs", "AmazonSQS.SendMessage", {
    QueueUrl: queueUrl(arn),
    MessageBody: delivery.text,
    ...(delivery.groupId
      ? { MessageGroupId: delivery.groupId, MessageDeduplicationId: delivery.eventId }
      : {}),
  });
  recordFed(options, delivery.arn, delivery.subject);
}

async function toTopic(options: DeliverOptions, delivery: Delivery, arn: Arn): Promise<void> {
  const { arn: topicArn, text, subject } = delivery;
  const form = { Action: "Publish", Version: "2010-03-31", TopicArn: topicArn, Message: text };
  await publishing(options, topicArn, () => options.moto.query(arn, "sns", form));
  await recordPublished(options, { topicArn, text, subject });
}

async function toLogGroup(options: DeliverOptions, delivery: Delivery, arn: Arn): Promise<void> {
  const logGroupName = arn.resource.replace(/^log-group:/, "").replace(/:\*$/, "");
  const logStreamName = delivery.eventId;
  await options.moto.json(arn, "logs", "Logs_20140328.CreateLogStream", { logGroupName, logStreamName });
  await options.moto.json(arn, "logs", "Logs_20140328.PutLogEvents", {
    logGroupName,
    logStreamName,
    logEvents: [{ timestamp: options.now().getTime(), message: delivery.text }],
  });
}
