// Which queues a lambda reads and who fills them: one for each topic of each team, or one for a rule of the organization's bus, for other
// lambdas, or for a bucket.
import type { LambdaManifest } from "@orgwatch/manifest/define-lambda";
import { busName, failoverTopicName, queueName, topicName } from "@orgwatch/manifest/names";
import type { BucketSource, BusSource, HandedSource } from "@orgwatch/manifest/trigger";
import { type Buckets, bucketOf } from "./buckets";
import type { Sender } from "./constructs/encrypted-queue";
import { bucketArn, type Place, ruleArn, topicArn } from "./place";

/** A queue's name ends with its source's. Lambdas that hand messages over need no sender: their roles say that they may. */
export type QueueSource = {
  readonly name: string;
  readonly senders: readonly Sender[];
  readonly from: { readonly kind: "topic"; readonly topic: string } | BusSource | HandedSource | BucketSource;
};

/**
 * The queues of a lambda in one place; none for lambdas that read no queue.
 * @throws Error for a bucket that the configuration does not name.
 */
export function queueSources(
  lambda: LambdaManifest,
  teams: readonly string[],
  place: Place,
  buckets: Buckets,
): readonly QueueSource[] {
  if (lambda.trigger.kind !== "queue") return [];
  const { from } = lambda.trigger;
  if (from.kind === "bus") {
    const arns = [ruleArn(place, busRuleName(lambda, from), busName)];
    return [{ name: from.name, from, senders: [{ service: "events", arns }] }];
  }
  if (from.kind === "handed") return [{ name: from.name, from, senders: [] }];
  if (from.kind === "bucket") {
    const { name, accountId } = bucketOf(buckets, from.name);
    return [
      { name: from.name, from, senders: [{ service: "s3", arns: [bucketArn(place, name)], accountId }] },
    ];
  }
  const fromTopic = (name: string, topic: string): QueueSource => ({
    name,
    from: { kind: "topic", topic },
    senders: [{ service: "sns", arns: [topicArn(place, topic)] }],
  });
  return from.names.flatMap((name) =>
    name === "failover"
      ? [fromTopic(name, failoverTopicName)]
      : teams.map((team) => fromTopic(topicName(team, name), topicName(team, name))),
  );
}

/** The name of the rule on the bus that feeds a lambda. */
export function busRuleName(lambda: LambdaManifest, source: BusSource): string {
  return queueName(lambda.name, source.name);
}
