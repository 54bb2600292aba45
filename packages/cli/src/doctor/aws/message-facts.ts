// Queues over SQS, subscriptions over SNS.
import { paginateListSubscriptionsByTopic, paginateListTopics, type SNSClient } from "@aws-sdk/client-sns";
import { GetQueueAttributesCommand, GetQueueUrlCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { inParallel } from "@orgwatch/core/concurrency";
import { z } from "zod";
import { endOf } from "../deployment";
import type { QueueFact, SubscriptionFact } from "../region-facts";

const queuesAtATime = 8;
const redrive = z.object({ deadLetterTargetArn: z.string() });

/** Those of the queues that exist. */
export async function queueFacts(
  client: SQSClient,
  names: readonly string[],
): Promise<ReadonlyMap<string, QueueFact>> {
  const facts = await inParallel(names, queuesAtATime, async (name) => {
    const fact = await queueFact(client, name);
    return fact === undefined ? [] : [[name, fact] as const];
  });
  return new Map(facts.flat());
}

async function queueFact(client: SQSClient, QueueName: string): Promise<QueueFact | undefined> {
  try {
    const { QueueUrl } = await client.send(new GetQueueUrlCommand({ QueueName }));
    const { Attributes = {} } = await client.send(
      new GetQueueAttributesCommand({
        QueueUrl,
        AttributeNames: ["RedrivePolicy", "ApproximateNumberOfMessages"],
      }),
    );
    const { RedrivePolicy: policy, ApproximateNumberOfMessages: waiting = "0" } = Attributes;
    const target = policy ? redrive.parse(JSON.parse(policy)).deadLetterTargetArn : undefined;
    return { deadLetterQueue: target && endOf(target), waiting: Number(waiting) };
  } catch (error) {
    if (error instanceof Error && /^QueueDoesNotExist|NonExistentQueue/.test(error.name)) return undefined;
    throw error;
  }
}

/** Undefined when the region has no topic of this name. */
export async function subscriptionFacts(
  client: SNSClient,
  topic: string,
): Promise<readonly SubscriptionFact[] | undefined> {
  const TopicArn = await findTopic(client, topic);
  if (TopicArn === undefined) return undefined;
  const facts: SubscriptionFact[] = [];
  for await (const { Subscriptions = [] } of paginateListSubscriptionsByTopic({ client }, { TopicArn }))
    for (const { Protocol = "", Endpoint = "", SubscriptionArn = "" } of Subscriptions)
      facts.push({
        protocol: Protocol,
        endpoint: Protocol === "sqs" ? endOf(Endpoint) : Endpoint,
        // In place of an ARN, SNS writes a word.
        confirmed: SubscriptionArn.startsWith("arn:"),
      });
  return facts;
}

async function findTopic(client: SNSClient, name: string): Promise<string | undefined> {
  for await (const { Topics = [] } of paginateListTopics({ client }, {})) {
    const found = Topics.find(({ TopicArn = "" }) => endOf(TopicArn) === name);
    if (found !== undefined) return found.TopicArn;
  }
  return undefined;
}
