// A lambda as its manifest declares it: function, trigger, alarms, and a dead-letter queue where something could be lost.
import type { LambdaManifest } from "@orgwatch/manifest/define-lambda";
import { busName, deadLetterQueueName } from "@orgwatch/manifest/names";
import type { QueueTrigger, ScheduleTrigger } from "@orgwatch/manifest/trigger";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Buckets } from "../buckets";
import type { GrantChoices } from "../grant-choices";
import { lambdaQueueArn, type Place, ruleArn, topicArn } from "../place";
import { busRuleName, type QueueSource, queueSources } from "../queue-sources";
import { DeadLetterQueue, type Sender } from "./encrypted-queue";
import type { BusReference } from "./event-rule";
import type { AlarmDuty } from "./impact-alarm";
import type { LambdaBundle } from "./lambda-bundle";
import { LambdaQueues } from "./lambda-queues";
import { LambdaSchedule } from "./lambda-schedule";
import { ManifestFunction } from "./manifest-function";

export type ManifestLambdaProps = {
  readonly manifest: LambdaManifest;
  readonly bundle: LambdaBundle;
  /** Of the manifest's variables those whose fallback does not hold here. */
  readonly variables?: Readonly<Record<string, string>>;
  readonly place: Place;
  readonly managementAccountId: string;
  readonly teams: readonly string[];
  /** The ARNs of the teams' topics in this region, by name. */
  readonly topicArns: Readonly<Record<string, string>>;
  /** All watched regions, home region first. */
  readonly regions: readonly string[];
  readonly buckets: Buckets;
  /** What the configuration decides about its grants. */
  readonly choices?: GrantChoices;
  /** Of its own region, and of all regions for a lambda that works in them. */
  readonly keyArns: Readonly<Record<string, string>>;
  readonly logRetentionDays: number;
  /** The organization's bus. */
  readonly bus: BusReference;
  /** The topic that its alarms go to. */
  readonly failoverArn: string;
};

/** What its trigger's branch of the constructor needs. */
type Parts = ManifestLambdaProps & { readonly keyArn: string; readonly alarms: AlarmDuty };

/** One lambda in one region, with what its trigger needs and no more. */
export class ManifestLambda extends Construct {
  readonly manifest: LambdaManifest;
  readonly functionArn: string;
  /** To the topics that it reads; none for a lambda that reads no topic. */
  readonly subscriptions: readonly ITerraformDependable[] = [];
  /** Of a lambda that starts by the clock. */
  readonly schedule: ITerraformDependable | undefined;

  constructor(scope: Construct, id: string, props: ManifestLambdaProps) {
    super(scope, id);
    const { manifest, place } = props;
    this.manifest = manifest;
    const keyArn = props.keyArns[place.region];
    if (keyArn === undefined) throw new Error(`lambda ${manifest.name}: ${place.region} has no key`);
    const parts = { ...props, keyArn, alarms: { notify: props.failoverArn, impact: manifest.impact } };
    const { trigger } = manifest;
    if (trigger.kind === "queue") {
      const queues = this.readingQueues(trigger, parts);
      this.functionArn = queues.functionArn;
      this.subscriptions = queues.subscriptions;
    } else if (trigger.kind === "schedule") {
      const started = this.byTheClock(trigger, parts);
      this.functionArn = started.functionArn;
      this.schedule = started.schedule;
    } else {
      // Its caller waits for the answer and hears of a failure: there is nothing to keep. Routes are in `HttpApi`, steps in `ManifestSweep`.
      this.functionArn = new ManifestFunction(this, "lambda", { ...parts, queueArns: [] }).arn;
    }
  }

  private readingQueues(trigger: QueueTrigger, parts: Parts) {
    const { manifest, place } = parts;
    const sources = queueSources(manifest, parts.teams, place, parts.buckets);
    const deadLetters = this.deadLetters(parts, sendersOfSources(manifest, sources, place));
    const queueArns = sources.map(({ name }) => lambdaQueueArn(place, manifest.name, name));
    const { arn } = new ManifestFunction(this, "lambda", { ...parts, queueArns, deadLetters });
    const common = { ...parts, deadLetters, functionArn: arn };
    const { subscriptions } = new LambdaQueues(this, "queues", { ...common, trigger, sources });
    return { functionArn: arn, subscriptions };
  }

  private byTheClock(trigger: ScheduleTrigger, parts: Parts) {
    const { manifest, place } = parts;
    const rules = trigger.alsoOn.map((source) => ruleArn(place, busRuleName(manifest, source), busName));
    const deadLetters = this.deadLetters(parts, [{ service: "events", arns: rules }]);
    const { arn } = new ManifestFunction(this, "lambda", { ...parts, queueArns: [] });
    const common = { ...parts, deadLetters, functionArn: arn };
    const { schedule } = new LambdaSchedule(this, "schedule", { ...common, trigger });
    return { functionArn: arn, schedule };
  }

  /** Topics and rules save here what they cannot deliver, and a lambda that reads queues what it can never handle. */
  private deadLetters({ manifest, place, keyArn, alarms }: Parts, senders: readonly Sender[]) {
    const name = deadLetterQueueName(manifest.name);
    return new DeadLetterQueue(this, "dead-letters", { place, name, keyArn, senders, alarms });
  }
}

function sendersOfSources(
  manifest: LambdaManifest,
  sources: readonly QueueSource[],
  place: Place,
): readonly Sender[] {
  const topics = sources.flatMap(({ from }) => (from.kind === "topic" ? [topicArn(place, from.topic)] : []));
  const rules = sources.flatMap(({ from }) =>
    from.kind === "bus" ? [ruleArn(place, busRuleName(manifest, from), busName)] : [],
  );
  return [
    { service: "sns", arns: topics },
    { service: "events", arns: rules },
  ];
}
