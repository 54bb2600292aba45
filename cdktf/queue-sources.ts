// Which queues a lambda reads and who fills them: one for each topic of each team, or one for a rule of the organization's bus.
import type { LambdaManifest } from "@orgwatch/manifest/define-lambda";
import { busName, failoverTopicName, queueName, topicName } from "@orgwatch/manifest/names";
import type { BusSource, HandedSource } from "@orgwatch/manifest/trigger";
import type { Sender } from "./constructs/encrypted-queue";
import { type Place, ruleArn, topicArn } from "./place";

/** A queue's name ends with its source's. Lambdas that hand messages over need no sender: their roles say that they may. */
export type QueueSource = {
  readonly name: string;
  readonly senders: readonly Sender[];
  readonly from: { readonly kind: "topic"; readonly topic: string } | BusSource | HandedSource;
};

/** The queues of a lambda in one place; none for lambdas that read no queue. */
export function queueSources(
  lambda: LambdaManifest,
  teams: readonly string[],
  place: Place,
): readonly QueueSource[] {
  if (lambda.trigger.kind !== "queue") return [];
  const { from } = lambda.trigger;
  if (from.kind === "bus") {
    const arns = [ruleArn(place, busRuleName(lambda, from), busName)];
    return [{ name: from.name, from, senders: [{ service: "events", arns }] }];
  }
  if (from.kind === "handed") return [{ name: from.name, from, senders: [] }];
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
