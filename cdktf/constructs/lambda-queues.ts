// Queues in front of a lambda: topics, bus rules, other lambdas and buckets fill them, Lambda's poller empties them, failures are reported message by message.
import { LambdaEventSourceMapping } from "@cdktf/provider-aws/lib/lambda-event-source-mapping";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import type { LambdaManifest } from "@orgwatch/manifest/define-lambda";
import { queueName } from "@orgwatch/manifest/names";
import type { QueueTrigger } from "@orgwatch/manifest/trigger";
import { Construct } from "constructs";
import type { Place } from "../place";
import { busRuleName, type QueueSource } from "../queue-sources";
import { type DeadLetterQueue, WorkQueue } from "./encrypted-queue";
import { type BusReference, EventRule } from "./event-rule";
import type { AlarmDuty } from "./impact-alarm";

export type LambdaQueuesProps = {
  readonly manifest: LambdaManifest;
  readonly trigger: QueueTrigger;
  readonly sources: readonly QueueSource[];
  readonly functionArn: string;
  readonly place: Place;
  readonly keyArn: string;
  readonly deadLetters: DeadLetterQueue;
  /** The organization's bus. */
  readonly bus: BusReference;
  /** The ARNs of the teams' topics, by name. */
  readonly topicArns: Readonly<Record<string, string>>;
  readonly alarms: AlarmDuty;
};

/** One queue for each source; all share the lambda's dead-letter queue. */
export class LambdaQueues extends Construct {
  /** To the topics that it reads. */
  readonly subscriptions: SnsTopicSubscription[] = [];

  constructor(scope: Construct, id: string, props: LambdaQueuesProps) {
    super(scope, id);
    for (const source of props.sources) this.connect(source, props);
  }

  private connect(source: QueueSource, props: LambdaQueuesProps): void {
    const { manifest, trigger, deadLetters, alarms } = props;
    const queue = new WorkQueue(this, source.name, {
      place: props.place,
      name: queueName(manifest.name, source.name),
      keyArn: props.keyArn,
      senders: source.senders,
      // Six times the timeout, as Lambda asks: a batch that is throttled or slow must not be handed out a second time.
      visibilityTimeoutSeconds: 6 * manifest.timeoutSeconds,
      receiveLimit: trigger.receiveLimit,
      deadLetters,
      alarms,
    });
    this.fill(queue, source, props);
    new LambdaEventSourceMapping(this, `${source.name}-mapping`, {
      eventSourceArn: queue.arn,
      functionName: props.functionArn,
      batchSize: trigger.batchSize,
      functionResponseTypes: ["ReportBatchItemFailures"],
      scalingConfig: { maximumConcurrency: trigger.maximumConcurrency },
    });
  }

  private fill(queue: WorkQueue, { name, from }: QueueSource, props: LambdaQueuesProps): void {
    // A bucket has one list of notifications for all who listen, and its owner keeps it.
    if (from.kind === "handed" || from.kind === "bucket") return;
    if (from.kind === "bus") {
      new EventRule(this, `${name}-rule`, {
        name: busRuleName(props.manifest, from),
        description: `Starts ${props.manifest.name}: ${props.manifest.summary}`,
        bus: props.bus,
        pattern: from.pattern,
        targetArn: queue.arn,
        deadLetterArn: props.deadLetters.arn,
        alarms: props.alarms,
      });
      return;
    }
    const topicArn = props.topicArns[from.topic];
    if (topicArn === undefined)
      throw new Error(`lambda ${props.manifest.name} reads ${from.topic}, which this region has not`);
    const subscription = new SnsTopicSubscription(this, `${name}-subscription`, {
      topicArn,
      protocol: "sqs",
      endpoint: queue.arn,
      rawMessageDelivery: true,
      redrivePolicy: JSON.stringify({ deadLetterTargetArn: props.deadLetters.arn }),
    });
    this.subscriptions.push(subscription);
  }
}
