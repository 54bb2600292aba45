// Hands an event to a target: a queue, a topic, a function or a log group. (Other buses are event-bus.ts's own.)

import type { MotoClient } from "../gateway/moto-client";
import type { Remembered } from "../gateway/remember";
import type { Journal } from "../journal";
import { type Arn, readArn } from "./arn";

/** One delivery: what goes where. `groupId` is for FIFO queues. */
export type Delivery = {
  readonly arn: string;
  readonly text: string;
  readonly eventId: string;
  readonly subject: string | undefined;
  readonly groupId?: string | undefined;
};

export type DeliverOptions = {
  readonly moto: MotoClient;
  readonly journal: Journal;
  /** The ARNs of the queues that are subscribed to a topic. */
  readonly queuesOfTopic: Remembered<string, readonly string[]>;
  readonly queueFed: (queueArn: string | undefined) => void;
  /** Starts a function; nobody waits for its end, as in AWS. */
  readonly invoke: (functionArn: string, event: unknown) => void;
  readonly now: () => Date;
};

/** The sandbox cannot deliver to such a target. */
export class UnknownTarget extends Error {
  override readonly name = "UnknownTarget";
}

/** Delivers once. Throws MotoRefused when the target does not take it, UnknownTarget when the sandbox has none of its kind. */
export async function deliver(options: DeliverOptions, delivery: Delivery): Promise<void> {
  const arn = readArn(delivery.arn);
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
  record(options, "SQS", arn, delivery.subject, arn.resource);
  options.queueFed(delivery.arn);
}

async function toTopic(options: DeliverOptions, delivery: Delivery, arn: Arn): Promise<void> {
  await options.moto.query(arn, "sns", {
    Action: "Publish",
    Version: "2010-03-31",
    TopicArn: delivery.arn,
    Message: delivery.text,
  });
  await recordPublished(options, delivery.arn, delivery.subject);
}

/** Journals what a topic took and passed to its queues, and says so to whoever reads them. A filter policy is not looked at. */
export async function recordPublished(
  options: DeliverOptions,
  topicArn: string,
  subject: string | undefined,
): Promise<void> {
  const topic = readArn(topicArn);
  record(options, "SNS", topic, subject, topic.resource);
  for (const queueArn of await options.queuesOfTopic.of(topicArn)) {
    const queue = readArn(queueArn);
    record(options, "SQS", queue, subject, queue.resource);
    options.queueFed(queueArn);
  }
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

/** SQS reads only the path of a queue's URL. */
export function queueUrl(queue: Arn): string {
  return `http://localhost/${queue.accountId}/${queue.resource}`;
}

function record(
  { journal }: DeliverOptions,
  stop: "SNS" | "SQS",
  { accountId, region }: Arn,
  subject: string | undefined,
  what: string,
): void {
  journal.record({ stop, accountId, region, subject, what });
}
