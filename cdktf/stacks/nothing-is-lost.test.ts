// What must hold for every queue, topic, rule and lambda that anyone ever adds to the security account's stack.
import { rmSync } from "node:fs";
import { lambdas } from "@orgwatch/lambdas/all";
import { z } from "zod";
import { sampleConfig } from "../testing/sample-config";
import { readStack, resourcesOf, synthesizeToFolder } from "../testing/synthesized";

const alarm = z.object({
  alarm_name: z.string(),
  alarm_description: z.string(),
  namespace: z.string(),
  metric_name: z.string(),
  dimensions: z.record(z.string(), z.string()),
  treat_missing_data: z.enum(["notBreaching", "ignore"]),
  alarm_actions: z.array(z.string()),
  ok_actions: z.array(z.string()),
  provider: z.string(),
  statistic: z.string(),
  period: z.number(),
  evaluation_periods: z.number(),
  threshold: z.number(),
});

const folder = synthesizeToFolder(sampleConfig());
const stack = readStack(folder, "infrasec-admin-global");
const alarms = resourcesOf(stack, "aws_cloudwatch_metric_alarm").map(({ attributes }) =>
  alarm.parse(attributes),
);
const named = (type: string, key: string) =>
  resourcesOf(stack, type).map(({ attributes }) => ({
    provider: String(attributes.provider),
    name: String(attributes[key]),
    attributes,
  }));
/** What people lose when something fails. The notifier shows an alarm's first sentence as the headline. */
const impacts = [
  ...lambdas.map(({ impact }) => impact),
  "People do not see findings, root use or other alerts",
  "Nobody hears when the notifier itself fails",
];
const firstSentence = (text: string) => text.split(". ")[0];
const queues = named("aws_sqs_queue", "name");
const isDeadLetters = (name: string) => /-(dead-letters|undelivered-events)$/.test(name);

afterAll(() => rmSync(folder, { recursive: true }));

function metricsOn(provider: string, dimension: string, name: string): readonly string[] {
  return alarms
    .filter((one) => one.provider === provider && one.dimensions[dimension] === name)
    .map((one) => `${one.namespace} ${one.metric_name}`)
    .sort();
}

describe("queues", () => {
  it("have a redrive or are dead-letter queues themselves, and are encrypted with our key", () => {
    for (const { name, attributes } of queues) {
      expect([name, attributes.redrive_policy !== undefined]).toEqual([name, !isDeadLetters(name)]);
      expect(attributes.kms_master_key_id).toMatch(/^\$\{aws_kms_key\..*_alerting_key_.*\.arn\}$/);
    }
    expect(queues.length).toBe(13);
  });

  it("hide a message for six times the lambda's timeout, and give up after the manifest's limit", () => {
    const work = queues.filter(({ name }) => !isDeadLetters(name));
    for (const { attributes } of work) {
      expect(attributes.visibility_timeout_seconds).toBe(360);
      expect(JSON.parse(String(attributes.redrive_policy))).toMatchObject({ maxReceiveCount: 100 });
    }
    expect(work.length).toBe(8);
  });

  it("are read with partial batch failures", () => {
    for (const { attributes } of resourcesOf(stack, "aws_lambda_event_source_mapping"))
      expect(attributes).toMatchObject({
        batch_size: 10,
        function_response_types: ["ReportBatchItemFailures"],
        scaling_config: { maximum_concurrency: 2 },
      });
  });
});

describe("deliveries", () => {
  it("from topics to queues are raw and end in a dead-letter queue", () => {
    const subscriptions = resourcesOf(stack, "aws_sns_topic_subscription").filter(
      ({ attributes }) => attributes.protocol === "sqs",
    );
    for (const { attributes } of subscriptions) {
      expect(attributes.raw_message_delivery).toBe(true);
      expect(attributes.redrive_policy).toContain("dead-letters");
    }
    expect(subscriptions.length).toBe(8);
  });

  it("from rules and schedules end in a dead-letter queue", () => {
    const targets = resourcesOf(stack, "aws_cloudwatch_event_target");
    for (const { attributes } of targets) {
      expect(attributes.dead_letter_config).toBeDefined();
      // A role would break the delivery to encrypted topics and queues.
      expect(attributes.role_arn).toBeUndefined();
    }
    const [schedule] = resourcesOf(stack, "aws_scheduler_schedule");
    expect(schedule?.attributes.target).toHaveProperty("dead_letter_config");
  });
});

describe("rules", () => {
  it("hear of sts:AssumeRoot on the organization's bus too, which CloudTrail marks as a read", () => {
    const states = named("aws_cloudwatch_event_rule", "name")
      .filter(({ attributes }) => attributes.event_bus_name !== undefined)
      .map(({ name, attributes }) => [name, attributes.state ?? "ENABLED"]);
    expect(states.sort()).toEqual([
      ["orgwatch-account-directory-organization-changed", "ENABLED"],
      ["orgwatch-assume-root", "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"],
      ["orgwatch-root-call", "ENABLED"],
      ["orgwatch-root-sign-in", "ENABLED"],
    ]);
  });

  it("and schedules start a lambda only when they may", () => {
    const starts = [
      ...resourcesOf(stack, "aws_scheduler_schedule"),
      ...resourcesOf(stack, "aws_cloudwatch_event_target").filter(({ attributes }) =>
        String(attributes.arn).includes("aws_lambda_function"),
      ),
    ];
    expect(
      starts.map(({ attributes }) => String(attributes.depends_on).replace(/_[0-9A-F]{8}$/, "")),
    ).toEqual([
      "aws_iam_role_policy.us-west-2_account-directory_schedule_policy",
      "aws_lambda_permission.us-west-2_account-directory_schedule_organization-changed-permission",
    ]);
  });

  it("send to a topic only when its policy and its subscriptions stand", () => {
    const targets = resourcesOf(stack, "aws_cloudwatch_event_target").filter(({ attributes }) =>
      String(attributes.arn).includes("aws_sns_topic"),
    );
    for (const { id, attributes } of targets) {
      const [region] = id.split("_");
      const after = z.array(z.string()).parse(attributes.depends_on);
      const subscriptions = resourcesOf(stack, "aws_sns_topic_subscription")
        .filter((one) => one.attributes.protocol === "sqs" && one.id.startsWith(`${region}_`))
        .map((one) => `aws_sns_topic_subscription.${one.id}`);
      expect([id, after.map((one) => one.split(".")[0]), after.slice(1).sort()]).toEqual([
        id,
        ["aws_sns_topic_policy", ...subscriptions.map(() => "aws_sns_topic_subscription")],
        subscriptions.sort(),
      ]);
    }
    expect(targets.length).toBe(9);
  });
});

describe("alarms", () => {
  it("watch every lambda, queue, topic, rule and schedule by metrics that exist", () => {
    const lambda = ["AWS/Lambda Errors", "AWS/Lambda Throttles"];
    for (const { provider, name } of named("aws_lambda_function", "function_name"))
      expect([name, metricsOn(provider, "FunctionName", name)]).toEqual([name, lambda]);
    for (const { provider, name } of queues) {
      const metrics = isDeadLetters(name)
        ? ["AWS/SQS ApproximateNumberOfMessagesVisible"]
        : ["AWS/SQS ApproximateAgeOfOldestMessage", "AWS/SQS ApproximateNumberOfMessagesNotVisible"];
      expect([name, metricsOn(provider, "QueueName", name)]).toEqual([name, metrics]);
    }
    const topic = ["Failed", "FailedToRedriveToDlq", "RedrivenToDlq"].map(
      (end) => `AWS/SNS NumberOfNotifications${end}`,
    );
    for (const { provider, name } of named("aws_sns_topic", "name"))
      expect([name, metricsOn(provider, "TopicName", name)]).toEqual([name, topic]);
    const rule = ["AWS/Events FailedInvocations", "AWS/Events InvocationsFailedToBeSentToDlq"];
    for (const { provider, name } of named("aws_cloudwatch_event_rule", "name"))
      expect([name, metricsOn(provider, "RuleName", name)]).toEqual([name, rule]);
    const schedule = ["AWS/Scheduler InvocationDroppedCount", "AWS/Scheduler TargetErrorCount"];
    for (const { provider, name } of named("aws_scheduler_schedule_group", "name"))
      expect([name, metricsOn(provider, "ScheduleGroup", name)]).toEqual([name, schedule]);
  });

  it("hear of a message that is tried again and again: SQS no longer counts its age after three receives", () => {
    const stuck = alarms.filter(({ metric_name }) => metric_name === "ApproximateNumberOfMessagesNotVisible");
    for (const { statistic, evaluation_periods, period, threshold } of stuck)
      expect([statistic, evaluation_periods * period, threshold]).toEqual(["Minimum", 900, 1]);
    expect(stuck.length).toBe(8);
  });

  it("of dead letters stay when SQS stops measuring a queue that nobody touches", () => {
    const silent = alarms.filter(({ treat_missing_data }) => treat_missing_data === "ignore");
    expect(silent.map(({ dimensions }) => dimensions.QueueName).sort()).toEqual(
      queues
        .map(({ name }) => name)
        .filter(isDeadLetters)
        .sort(),
    );
  });

  it("name the bus exactly for the rules of a bus", () => {
    const rules = new Map(
      named("aws_cloudwatch_event_rule", "name").map(({ name, attributes }) => [name, attributes]),
    );
    for (const one of alarms.filter(({ namespace }) => namespace === "AWS/Events"))
      expect(one.dimensions.EventBusName).toBe(rules.get(one.dimensions.RuleName ?? "")?.event_bus_name);
  });

  it("watch nothing that this stack does not have", () => {
    const names = new Set(
      resourcesOf(stack).flatMap(({ attributes }) => [attributes.name, attributes.function_name].map(String)),
    );
    for (const { dimensions } of alarms)
      for (const name of Object.values(dimensions)) expect(names).toContain(name);
  });

  it("tell people what they lose, by a way that does not need what failed", () => {
    expect(new Set(alarms.map(({ alarm_name, provider }) => `${provider} ${alarm_name}`)).size).toBe(
      alarms.length,
    );
    for (const { alarm_name, alarm_description, alarm_actions, ok_actions } of alarms) {
      expect(impacts).toContain(firstSentence(alarm_description));
      expect(ok_actions).toEqual(alarm_actions);
      expect(alarm_name).toMatch(/^orgwatch-/);
      const way = alarm_name.startsWith("orgwatch-topic-orgwatch-failover-")
        ? /infra-alert_topic/
        : /failover_topic/;
      expect([alarm_name, alarm_actions.join()]).toEqual([alarm_name, expect.stringMatching(way)]);
    }
  });
});
