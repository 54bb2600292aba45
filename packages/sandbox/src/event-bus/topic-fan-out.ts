// What a topic does with a message: each subscribed queue gets it, unless the queue's own policy keeps the topic out.
import { MotoRefused } from "../gateway/moto-client";
import { readArn } from "./arn";
import { toDeadLetters } from "./dead-letter";
import type { DeliverOptions } from "./deliver-options";
import type { Source } from "./resource-policy";
import { readSubscription, type SubscribedQueue } from "./subscribed-queues";

export type Published = {
  readonly topicArn: string;
  readonly text: string;
  readonly subject: string | undefined;
};

/** Runs `publish` so that moto, which asks no policy, does not feed queues that refuse the topic. */
export async function publishing<Value>(
  options: DeliverOptions,
  topicArn: string,
  publish: () => Promise<Value>,
): Promise<Value> {
  const refused = (await judged(options, topicArn)).filter(({ refusal }) => refusal !== undefined);
  if (refused.length === 0) return publish();
  return options.inTurn(topicArn, () => withheld(options, refused, publish));
}

/** Journals what a topic took and passed to its queues, and sends to the dead letters what a queue refused. Filter policies are not looked at. */
export async function recordPublished(options: DeliverOptions, published: Published): Promise<void> {
  const { topicArn, subject } = published;
  const { accountId, region, resource } = readArn(topicArn);
  options.journal.record({ stop: "SNS", accountId, region, subject, what: resource });
  for (const queue of await judged(options, topicArn)) {
    if (queue.refusal) await refuse(options, queue, queue.refusal, published);
    else recordFed(options, queue.queueArn, subject);
  }
}

/** Journals that a queue got a message, and says so to whoever reads it. */
export function recordFed(options: DeliverOptions, queueArn: string, subject: string | undefined): void {
  const { accountId, region, resource } = readArn(queueArn);
  options.journal.record({ stop: "SQS", accountId, region, subject, what: resource });
  options.queueFed(queueArn);
}

type Judged = SubscribedQueue & { readonly refusal: MotoRefused | undefined };

function judged({ admission, queuesOfTopic }: DeliverOptions, topicArn: string): Promise<readonly Judged[]> {
  return queuesOfTopic.of(topicArn).then((queues) =>
    Promise.all(
      queues.map(async (queue) => {
        try {
          const reason = await admission.refusal(queue.queueArn, sourceOf(topicArn));
          return { ...queue, refusal: reason ? new MotoRefused(403, "AccessDenied", reason) : undefined };
        } catch (error) {
          if (error instanceof MotoRefused) return { ...queue, refusal: error };
          throw error;
        }
      }),
    ),
  );
}

function sourceOf(topicArn: string): Source {
  return { service: "sns.amazonaws.com", arn: topicArn };
}

/** A filter that no message passes. */
const nothing = JSON.stringify({ "orgwatch-sandbox-refused": ["always"] });

async function withheld<Value>(
  { moto }: DeliverOptions,
  refused: readonly Judged[],
  publish: () => Promise<Value>,
): Promise<Value> {
  const filter = (SubscriptionArn: string, AttributeValue: string) =>
    moto.query(readArn(SubscriptionArn), "sns", {
      Action: "SetSubscriptionAttributes",
      Version: "2010-03-31",
      SubscriptionArn,
      AttributeName: "FilterPolicy",
      AttributeValue,
    });
  const before = await Promise.all(
    refused.map(async ({ subscriptionArn }) => ({
      subscriptionArn,
      filterPolicy: (await readSubscription(moto, subscriptionArn)).filterPolicy,
    })),
  );
  try {
    for (const { subscriptionArn } of before) await filter(subscriptionArn, nothing);
    return await publish();
  } finally {
    for (const { subscriptionArn, filterPolicy } of before) await filter(subscriptionArn, filterPolicy);
  }
}

async function refuse(
  options: DeliverOptions,
  { subscriptionArn, queueArn }: Judged,
  error: MotoRefused,
  { topicArn, text, subject }: Published,
): Promise<void> {
  const { isRaw, deadLetterArn } = await readSubscription(options.moto, subscriptionArn);
  await toDeadLetters(options, {
    source: sourceOf(topicArn),
    targetArn: queueArn,
    deadLetterArn,
    text: isRaw ? text : JSON.stringify({ Type: "Notification", TopicArn: topicArn, Message: text }),
    subject,
    tries: 1,
    error,
  });
}
