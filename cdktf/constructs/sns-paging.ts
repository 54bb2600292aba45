// Paging without a lambda, as the older tools did it: SNS sends alerts to PagerDuty's integrations itself (`pagerduty.delivery: "sns-https"`).
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { heartbeatSource } from "@orgwatch/manifest/heartbeat";
import { failoverTopicName, topicName } from "@orgwatch/manifest/names";
import { Construct } from "constructs";
import { type Place, topicArn } from "../place";
import { DeadLetterQueue } from "./encrypted-queue";
import type { AlarmDuty } from "./impact-alarm";

/** A team's integration keys, which are secrets. */
export type VendorKeys = { readonly guardduty: string; readonly cloudwatch: string };

export type SnsPagingProps = {
  readonly place: Place;
  /** Whose alerts reach which keys. */
  readonly teams: ReadonlyMap<string, VendorKeys>;
  /** The default team's: what the failover topic gets is paged there. */
  readonly failoverKeys: VendorKeys;
  /** The ARNs of the region's topics, by name. */
  readonly topicArns: Readonly<Record<string, string>>;
  readonly keyArn: string;
  readonly alarms: AlarmDuty;
};

/**
 * SNS allows 3,600 seconds in all (a hard limit) and 100 retries: three after 10 seconds each, three that slow down from 10 to 120 seconds, then one
 * every two minutes. That is 53 to 59 minutes however the slowing down is counted; SNS's default ends after one.
 */
export const deliveryPolicy = {
  healthyRetryPolicy: {
    minDelayTarget: 10,
    maxDelayTarget: 120,
    numRetries: 32,
    numNoDelayRetries: 0,
    numMinDelayRetries: 3,
    numMaxDelayRetries: 26,
    backoffFunction: "linear",
  },
};

/**
 * What each integration is sent, by properties of the message. The heartbeat would open an incident every five minutes, and the record of an
 * archived finding one for each finding that somebody has just dealt with. CloudWatch's alarms have no `source`. SNS drops messages that are
 * no JSON here; neither integration could read them.
 */
export const sentTo = {
  guardduty: { source: ["aws.guardduty"], "detail-type": ["GuardDuty Finding"] },
  cloudwatch: {
    $or: [
      { source: [{ "anything-but": ["aws.guardduty", heartbeatSource] }, { exists: false }] },
      { source: ["aws.guardduty"], detail: { eventName: [{ "anything-but": ["ArchiveFindings"] }] } },
    ],
  },
} as const satisfies Record<keyof VendorKeys, unknown>;

/** Two subscriptions for each team's alerts and one for the failover topic; what PagerDuty did not take in an hour waits in one queue. */
export class SnsPaging extends Construct {
  readonly subscriptions: SnsTopicSubscription[] = [];

  constructor(scope: Construct, id: string, props: SnsPagingProps) {
    super(scope, id);
    const { place, teams, failoverKeys, keyArn, alarms } = props;
    const alerts = [...teams].map(([team, keys]) => ({ topic: topicName(team, "alert"), keys }));
    const deadLetters = new DeadLetterQueue(this, "dead-letters", {
      place,
      name: "orgwatch-sns-paging-dead-letters",
      keyArn,
      senders: [
        {
          service: "sns",
          arns: [...alerts.map(({ topic }) => topic), failoverTopicName].map((topic) =>
            topicArn(place, topic),
          ),
        },
      ],
      alarms,
    });
    const subscribe = (topic: string, vendor: keyof VendorKeys, key: string) =>
      this.subscriptions.push(
        new SnsTopicSubscription(this, `${topic}-${vendor}`, {
          topicArn: arnOf(topic, props),
          protocol: "https",
          // The key is part of the address and so in this stack's state: one reason why "events-v2" is the default.
          endpoint: `https://events.pagerduty.com/integration/${key}/enqueue`,
          endpointAutoConfirms: true,
          rawMessageDelivery: false,
          filterPolicyScope: "MessageBody",
          filterPolicy: JSON.stringify(sentTo[vendor]),
          deliveryPolicy: JSON.stringify(deliveryPolicy),
          redrivePolicy: JSON.stringify({ deadLetterTargetArn: deadLetters.arn }),
        }),
      );
    for (const { topic, keys } of alerts) {
      subscribe(topic, "guardduty", keys.guardduty);
      subscribe(topic, "cloudwatch", keys.cloudwatch);
    }
    // Where there is no pagerduty-pager, people would not be paged when Slack's way fails.
    subscribe(failoverTopicName, "cloudwatch", failoverKeys.cloudwatch);
  }
}

function arnOf(topic: string, { topicArns }: SnsPagingProps): string {
  const arn = topicArns[topic];
  if (arn === undefined) throw new Error(`${topic} is paged, which this region has not`);
  return arn;
}
