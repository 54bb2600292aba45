// A lambda as its manifest declares it: dead-letter queue, function, trigger, alarms.
import type { LambdaManifest } from "@orgwatch/manifest/define-lambda";
import { busName, deadLetterQueueName } from "@orgwatch/manifest/names";
import type { Trigger } from "@orgwatch/manifest/trigger";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { lambdaQueueArn, type Place, ruleArn, topicArn } from "../place";
import { busRuleName, type QueueSource, queueSources } from "../queue-sources";
import { DeadLetterQueue, type Sender } from "./encrypted-queue";
import type { BusReference } from "./event-rule";
import type { LambdaBundle } from "./lambda-bundle";
import { LambdaQueues } from "./lambda-queues";
import { LambdaSchedule } from "./lambda-schedule";
import { ManifestFunction } from "./manifest-function";

export type ManifestLambdaProps = {
  readonly manifest: LambdaManifest;
  readonly bundle: LambdaBundle;
  readonly place: Place;
  readonly managementAccountId: string;
  readonly teams: readonly string[];
  /** The ARNs of the teams' topics in this region, by name. */
  readonly topicArns: Readonly<Record<string, string>>;
  /** All watched regions, home region first, with their keys. */
  readonly keyArns: Readonly<Record<string, string>>;
  readonly logRetentionDays: number;
  /** The organization's bus. */
  readonly bus: BusReference;
  /** The topic that its alarms go to. */
  readonly failoverArn: string;
};

/** One lambda in one region. */
export class ManifestLambda extends Construct {
  /** To the topics that it reads; none for a lambda that reads no topic. */
  readonly subscriptions: readonly ITerraformDependable[];

  /** @throws Error for a trigger that this version cannot make. */
  constructor(scope: Construct, id: string, props: ManifestLambdaProps) {
    super(scope, id);
    const { manifest, place } = props;
    const keyArn = props.keyArns[place.region];
    if (keyArn === undefined) throw new Error(`lambda ${manifest.name}: ${place.region} has no key`);
    const alarms = { notify: props.failoverArn, impact: manifest.impact };
    const sources = queueSources(manifest, props.teams, place);
    const deadLetters = new DeadLetterQueue(this, "dead-letters", {
      place,
      name: deadLetterQueueName(manifest.name),
      keyArn,
      senders: deadLetterSenders(manifest, sources, place),
      alarms,
    });
    const queueArns = sources.map(({ name }) => lambdaQueueArn(place, manifest.name, name));
    const lambda = new ManifestFunction(this, "lambda", { ...props, keyArn, queueArns, deadLetters, alarms });
    const common = { manifest, place, keyArn, deadLetters, alarms, bus: props.bus, functionArn: lambda.arn };
    const { trigger } = manifest;
    if (trigger.kind === "queue") {
      const queues = new LambdaQueues(this, "queues", {
        ...common,
        trigger,
        sources,
        topicArns: props.topicArns,
      });
      this.subscriptions = queues.subscriptions;
    } else if (trigger.kind === "schedule") {
      new LambdaSchedule(this, "schedule", { ...common, trigger });
      this.subscriptions = [];
    } else {
      throw unsupported(manifest, trigger);
    }
  }
}

function unsupported(manifest: LambdaManifest, trigger: Trigger): Error {
  return new Error(
    `lambda ${manifest.name} has the trigger "${trigger.kind}", which cdktf/constructs cannot make yet`,
  );
}

/** Topics and rules save here what they cannot deliver. */
function deadLetterSenders(
  manifest: LambdaManifest,
  sources: readonly QueueSource[],
  place: Place,
): readonly Sender[] {
  const { trigger } = manifest;
  const starters = trigger.kind === "schedule" ? trigger.alsoOn : [];
  return [
    {
      service: "sns",
      arns: sources.flatMap(({ from }) => (from.kind === "topic" ? [topicArn(place, from.topic)] : [])),
    },
    {
      service: "events",
      arns: [...sources.flatMap(({ from }) => (from.kind === "bus" ? [from] : [])), ...starters].map(
        (source) => ruleArn(place, busRuleName(manifest, source), busName),
      ),
    },
  ];
}
