// A topic that alerts travel through: encrypted, closed to all but the named rules and this account's alarms, and watched itself.
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { Construct } from "constructs";
import { type Place, regionalArn, topicArn } from "../place";
import { policyDocument, type Statement } from "../policy-document";
import { type AlarmDuty, ImpactAlarm } from "./impact-alarm";

export type AlertingTopicProps = {
  readonly place: Place;
  readonly name: string;
  readonly keyArn: string;
  /** ARNs of the EventBridge rules that publish here. */
  readonly rules: readonly string[];
};

/** A topic; `watch` adds its alarms. */
export class AlertingTopic extends Construct {
  readonly arn: string;
  readonly name: string;
  /** What lets the rules publish. */
  readonly policy: SnsTopicPolicy;

  constructor(scope: Construct, id: string, props: AlertingTopicProps) {
    super(scope, id);
    const topic = new SnsTopic(this, "topic", { name: props.name, kmsMasterKeyId: props.keyArn });
    this.policy = new SnsTopicPolicy(this, "policy", {
      arn: topic.arn,
      policy: policyDocument(topicStatements(props)),
    });
    this.arn = topic.arn;
    this.name = props.name;
  }

  /** Alarms for notifications that did not reach a subscriber, or were only saved in a dead-letter queue. */
  watch(duty: AlarmDuty): void {
    const metrics = {
      NumberOfNotificationsFailed: "did not reach a subscriber",
      NumberOfNotificationsRedrivenToDlq: "did not reach a queue and wait in its dead-letter queue",
      NumberOfNotificationsFailedToRedriveToDlq:
        "are lost: neither the queue nor its dead-letter queue took them",
    };
    for (const [metric, fate] of Object.entries(metrics)) {
      new ImpactAlarm(this, metric, {
        ...duty,
        name: `orgwatch-topic-${this.name}-${metric}`,
        means: `Messages of the topic ${this.name} ${fate}`,
        namespace: "AWS/SNS",
        metric,
        dimensions: { TopicName: this.name },
        statistic: "Sum",
      });
    }
  }
}

/** Publishing is all that the policy gives; people and lambdas of the account use their own IAM policies. */
export function topicStatements({ place, name, rules }: AlertingTopicProps): readonly Statement[] {
  const arn = topicArn(place, name);
  const sameAccount = { "aws:SourceAccount": place.accountId };
  const fromRules: Statement = {
    Sid: "Rules",
    Effect: "Allow",
    Principal: { Service: "events.amazonaws.com" },
    Action: ["sns:Publish"],
    Resource: [arn],
    Condition: { StringEquals: sameAccount, ArnEquals: { "aws:SourceArn": rules } },
  };
  return [
    ...(rules.length > 0 ? [fromRules] : []),
    {
      Sid: "Alarms",
      Effect: "Allow",
      Principal: { Service: "cloudwatch.amazonaws.com" },
      Action: ["sns:Publish"],
      Resource: [arn],
      Condition: {
        StringEquals: sameAccount,
        ArnLike: { "aws:SourceArn": regionalArn(place, "cloudwatch", "alarm:*") },
      },
    },
    {
      Sid: "OnlyEncryptedConnections",
      Effect: "Deny",
      Principal: "*",
      Action: ["sns:Publish"],
      Resource: [arn],
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
  ];
}
