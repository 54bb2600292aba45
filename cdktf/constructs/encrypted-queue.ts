// Every queue of Orgwatch: encrypted, TLS only, open to exactly the named senders, and either with a redrive or a dead-letter queue itself.
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { Construct } from "constructs";
import { type Place, regionalArn } from "../place";
import { policyDocument, type Statement } from "../policy-document";
import { type AlarmDuty, ImpactAlarm } from "./impact-alarm";

/** AWS services that may send, and on behalf of which topics, rules or buckets. */
export type Sender = {
  readonly service: "sns" | "events" | "s3";
  readonly arns: readonly string[];
  /** For ARNs that do not name their account, as a bucket's: whose they must be. */
  readonly accountId?: string;
};

export type QueueProps = {
  readonly place: Place;
  readonly name: string;
  readonly keyArn: string;
  readonly senders: readonly Sender[];
  readonly alarms: AlarmDuty;
};

export type WorkQueueProps = QueueProps & {
  readonly visibilityTimeoutSeconds: number;
  readonly receiveLimit: number;
  readonly deadLetters: DeadLetterQueue;
};

const days = 86_400;

/** What waits for a lambda: four days; a message handed out `receiveLimit` times goes to the dead-letter queue. */
export class WorkQueue extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: WorkQueueProps) {
    super(scope, id);
    const queue = new SqsQueue(this, "queue", {
      name: props.name,
      kmsMasterKeyId: props.keyArn,
      policy: policyDocument(queueStatements(props)),
      messageRetentionSeconds: 4 * days,
      visibilityTimeoutSeconds: props.visibilityTimeoutSeconds,
      redrivePolicy: JSON.stringify({
        deadLetterTargetArn: props.deadLetters.arn,
        maxReceiveCount: props.receiveLimit,
      }),
    });
    this.arn = queue.arn;
    this.watch(props);
  }

  /**
   * The age tells of messages that nobody picks up. It leaves out a message that was received three times, which is what a message is
   * when Slack is down for a minute: such a one is in flight all the time.
   */
  private watch(props: WorkQueueProps): void {
    new ImpactAlarm(this, "oldest-message", {
      ...props.alarms,
      name: `${props.name}-oldest-message`,
      means: `A message has waited in the queue ${props.name} for 15 minutes or more`,
      namespace: "AWS/SQS",
      metric: "ApproximateAgeOfOldestMessage",
      dimensions: { QueueName: props.name },
      statistic: "Maximum",
      threshold: 900,
    });
    new ImpactAlarm(this, "still-trying", {
      ...props.alarms,
      name: `${props.name}-still-trying`,
      means: `Messages of the queue ${props.name} have been in work without a break for 15 minutes: they fail and are tried again, or there are too many`,
      namespace: "AWS/SQS",
      metric: "ApproximateNumberOfMessagesNotVisible",
      dimensions: { QueueName: props.name },
      statistic: "Minimum",
      periods: 3,
    });
  }
}

/** What could not be delivered or handled: kept 14 days, the longest that SQS offers, and told at once. */
export class DeadLetterQueue extends Construct {
  readonly arn: string;
  readonly url: string;

  constructor(scope: Construct, id: string, props: QueueProps) {
    super(scope, id);
    const queue = new SqsQueue(this, "queue", {
      name: props.name,
      kmsMasterKeyId: props.keyArn,
      policy: policyDocument(queueStatements(props)),
      messageRetentionSeconds: 14 * days,
    });
    this.arn = queue.arn;
    this.url = queue.url;
    new ImpactAlarm(this, "messages", {
      ...props.alarms,
      name: `${props.name}-messages`,
      means: `The dead-letter queue ${props.name} holds messages that nobody has handled`,
      namespace: "AWS/SQS",
      metric: "ApproximateNumberOfMessagesVisible",
      dimensions: { QueueName: props.name },
      statistic: "Maximum",
      // SQS measures a queue for six hours after somebody touched it. The letters are still there afterwards.
      silence: "changes-nothing",
    });
  }
}

/** Who may send. Receiving is up to the IAM policy of the one lambda that reads. */
export function queueStatements({ place, name, senders }: QueueProps): readonly Statement[] {
  const arn = regionalArn(place, "sqs", name);
  const allowed = senders
    .filter(({ arns }) => arns.length > 0)
    .map(
      ({ service, arns, accountId }): Statement => ({
        Sid: `From${service}`,
        Effect: "Allow",
        Principal: { Service: `${service}.amazonaws.com` },
        Action: ["sqs:SendMessage"],
        Resource: [arn],
        Condition: {
          ArnEquals: { "aws:SourceArn": arns },
          ...(accountId === undefined ? {} : { StringEquals: { "aws:SourceAccount": accountId } }),
        },
      }),
    );
  return [
    ...allowed,
    {
      Sid: "OnlyEncryptedConnections",
      Effect: "Deny",
      Principal: "*",
      Action: ["sqs:ReceiveMessage", "sqs:SendMessage"],
      Resource: [arn],
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
  ];
}
