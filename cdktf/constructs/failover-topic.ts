// The way that still works when a notifier does not: a topic with a key of its own and people's e-mail addresses.
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { failoverTopicName } from "@orgwatch/manifest/names";
import { Construct } from "constructs";
import type { Place } from "../place";
import { AlertingTopic } from "./alerting-topic";
import { ServiceKey } from "./service-key";

export type FailoverTopicProps = { readonly place: Place; readonly emails: readonly string[] };

/** One in each region; all alarms point at it. */
export class FailoverTopic extends Construct {
  readonly topic: AlertingTopic;

  constructor(scope: Construct, id: string, { place, emails }: FailoverTopicProps) {
    super(scope, id);
    const key = new ServiceKey(this, "key", {
      place,
      alias: failoverTopicName,
      description:
        "Orgwatch's failover topic; apart from the other key, so that trouble with that one can be told",
      deliverers: ["cloudwatch"],
    });
    this.topic = new AlertingTopic(this, "topic", {
      place,
      name: failoverTopicName,
      keyArn: key.arn,
      rules: [],
    });
    for (const email of emails) {
      new SnsTopicSubscription(this, email, { topicArn: this.topic.arn, protocol: "email", endpoint: email });
    }
  }
}
