import { matchesPattern } from "@orgwatch/sandbox/event-bus/match-pattern";
import { z } from "zod";
import { oregon, resourcesMadeBy } from "../testing/construct";
import { deliveryPolicy, SnsPaging, sentTo } from "./sns-paging";

const infra = { guardduty: "g-infra", cloudwatch: "c-infra" };
const app = { guardduty: "g-app", cloudwatch: "c-app" };
const topics = ["infra-alert", "app-alert", "orgwatch-failover"];
const resources = resourcesMadeBy((scope) => {
  new SnsPaging(scope, "paging", {
    place: oregon,
    teams: new Map([
      ["infra", infra],
      ["app", app],
    ]),
    failoverKeys: infra,
    topicArns: Object.fromEntries(topics.map((topic) => [topic, `arn:${topic}`])),
    keyArn: "key",
    alarms: { notify: "failover", impact: "Nobody is paged" },
  });
});
const subscriptions = resources
  .filter(({ type }) => type === "aws_sns_topic_subscription")
  .map(({ attributes }) => attributes);

describe("SnsPaging", () => {
  it("sends findings and everything else of a team to its two integrations, and the failover topic to the default team's", () => {
    const integration = "https://events.pagerduty.com/integration";
    expect(subscriptions.map(({ topic_arn, endpoint }) => `${topic_arn} → ${endpoint}`).sort()).toEqual([
      `arn:app-alert → ${integration}/c-app/enqueue`,
      `arn:app-alert → ${integration}/g-app/enqueue`,
      `arn:infra-alert → ${integration}/c-infra/enqueue`,
      `arn:infra-alert → ${integration}/g-infra/enqueue`,
      `arn:orgwatch-failover → ${integration}/c-infra/enqueue`,
    ]);
  });

  it("wraps messages as PagerDuty expects them and keeps what it does not take", () => {
    const [queue] = resources.filter(({ type }) => type === "aws_sqs_queue");
    for (const subscription of subscriptions)
      expect(subscription).toMatchObject({
        protocol: "https",
        endpoint_auto_confirms: true,
        raw_message_delivery: false,
        filter_policy_scope: "MessageBody",
        redrive_policy: JSON.stringify({ deadLetterTargetArn: `\${aws_sqs_queue.${queue?.id}.arn}` }),
      });
    expect(queue?.attributes).toMatchObject({
      name: "orgwatch-sns-paging-dead-letters",
      kms_master_key_id: "key",
    });
    for (const topic of topics)
      expect(queue?.attributes.policy).toContain(`"arn:aws:sns:us-west-2:222222222222:${topic}"`);
  });

  it("tries for about an hour and stays below what SNS allows, however the slowing down is counted", () => {
    const { numRetries, numMinDelayRetries, numMaxDelayRetries, minDelayTarget, maxDelayTarget } =
      deliveryPolicy.healthyRetryPolicy;
    const slowing = numRetries - numMinDelayRetries - numMaxDelayRetries;
    const seconds = (delay: number) =>
      numMinDelayRetries * minDelayTarget + slowing * delay + numMaxDelayRetries * maxDelayTarget;
    expect([seconds(minDelayTarget), seconds(maxDelayTarget)]).toEqual([3180, 3510]);
    expect(numRetries).toBeLessThanOrEqual(100);
    const written = z.object({ delivery_policy: z.string() }).parse(subscriptions[0]);
    expect(JSON.parse(written.delivery_policy)).toEqual(deliveryPolicy);
  });
});

describe("what is sent to an integration", () => {
  const finding = { source: "aws.guardduty", "detail-type": "GuardDuty Finding", detail: { severity: 8 } };
  const call = (source: string, eventName: string) => ({
    source,
    "detail-type": "AWS API Call via CloudTrail",
    detail: { eventName },
  });
  const alarm = { AlarmName: "orgwatch-heartbeat-slack", NewStateValue: "ALARM" };
  const heartbeat = { source: "orgwatch.heartbeat", "detail-type": "Orgwatch Heartbeat", detail: {} };

  it.each<[string, object, readonly string[]]>([
    ["a finding", finding, ["guardduty"]],
    ["an alarm, which has no source", alarm, ["cloudwatch"]],
    ["a root user's call", call("aws.iam", "CreateUser"), ["cloudwatch"]],
    ["a root user's call to GuardDuty", call("aws.guardduty", "DeleteDetector"), ["cloudwatch"]],
    ["an archived finding", call("aws.guardduty", "ArchiveFindings"), []],
    ["the heartbeat", heartbeat, []],
  ])("%s", (_, message, integrations) => {
    const matching = Object.entries(sentTo).filter(([, filter]) => matchesPattern(filter, message));
    expect(matching.map(([name]) => name)).toEqual(integrations);
  });
});
