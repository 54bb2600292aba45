// Which queues a lambda reads and who fills them: one for each topic of each team, or one for a rule of the organization's bus.
import type { LambdaManifest } from "@orgwatch/manifest/define-lambda";
import { busName, queueName, topicName } from "@orgwatch/manifest/names";
import type { BusSource } from "@orgwatch/manifest/trigger";
import type { Sender } from "./constructs/encrypted-queue";
import { type Place, ruleArn, topicArn } from "./place";

/** A queue's name ends with its source's. */
export type QueueSource = {
  readonly name: string;
  readonly sender: Sender;
  readonly from: { readonly kind: "topic"; readonly topic: string } | BusSource;
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
    return [{ name: from.name, from, sender: { service: "events", arns } }];
  }
  return teams.flatMap((team) =>
    from.names.map((name): QueueSource => {
      const topic = topicName(team, name);
      return {
        name: topic,
        from: { kind: "topic", topic },
        sender: { service: "sns", arns: [topicArn(place, topic)] },
      };
    }),
  );
}

/** The name of the rule on the bus that feeds a lambda. */
export function busRuleName(lambda: LambdaManifest, source: BusSource): string {
  return queueName(lambda.name, source.name);
}
