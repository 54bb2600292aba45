// What must hold for every queue, topic, rule and lambda that anyone ever adds to the security account's stack.
import { rmSync } from "node:fs";
import { z } from "zod";
import { sampleConfig } from "../testing/sample-config";
import { type Resource, readStack, resourcesOf, synthesizeToFolder } from "../testing/synthesized";

const statement = z.object({
  Sid: z.string(),
  Effect: z.enum(["Allow", "Deny"]),
  Principal: z.unknown().optional(),
  Resource: z.array(z.string()).default([]),
  Condition: z.unknown().optional(),
});
const policy = z.object({ Statement: z.array(statement) });
const alarm = z.object({
  alarm_name: z.string(),
  alarm_description: z.string(),
  namespace: z.string(),
  metric_name: z.string(),
  dimensions: z.record(z.string(), z.string()),
  treat_missing_data: z.literal("notBreaching"),
  alarm_actions: z.array(z.string()),
  ok_actions: z.array(z.string()),
  provider: z.string(),
});

const folder = synthesizeToFolder(sampleConfig());
const stack = readStack(folder, "infrasec-admin-global");
const orgRoot = readStack(folder, "org-root");
const alarms = resourcesOf(stack, "aws_cloudwatch_metric_alarm").map(({ attributes }) =>
  alarm.parse(attributes),
);
const named = (type: string, key: string) =>
  resourcesOf(stack, type).map(({ attributes }) => ({
    provider: String(attributes.provider),
    name: String(attributes[key]),
    attributes,
  }));
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

describe("alarms", () => {
  it("watch every lambda, queue, topic, rule and schedule by metrics that exist", () => {
    const lambda = ["AWS/Lambda Errors", "AWS/Lambda Throttles"];
    for (const { provider, name } of named("aws_lambda_function", "function_name"))
      expect([name, metricsOn(provider, "FunctionName", name)]).toEqual([name, lambda]);
    for (const { provider, name } of queues) {
      const metric = isDeadLetters(name)
        ? "ApproximateNumberOfMessagesVisible"
        : "ApproximateAgeOfOldestMessage";
      expect([name, metricsOn(provider, "QueueName", name)]).toEqual([name, [`AWS/SQS ${metric}`]]);
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
      expect(alarm_description).toMatch(/\. Impact: .+\.$/);
      expect(ok_actions).toEqual(alarm_actions);
      const way = alarm_name.startsWith("orgwatch-failover") ? /infra-alert_topic/ : /failover_topic/;
      expect([alarm_name, alarm_actions.join()]).toEqual([alarm_name, expect.stringMatching(way)]);
    }
  });
});

describe("policies", () => {
  const documents = [...resourcesOf(stack), ...resourcesOf(orgRoot)].flatMap((resource) =>
    ["policy", "assume_role_policy"]
      .filter((key) => typeof resource.attributes[key] === "string")
      .map((key) => ({
        resource,
        statements: policy.parse(JSON.parse(String(resource.attributes[key]))).Statement,
      })),
  );
  const where = ({ type, id }: Resource) => `${type} ${id.replace(/_[0-9A-F]{8}$/, "")}`;

  it("allow * as a resource only where nothing narrower exists", () => {
    const wide = documents.filter(({ statements }) =>
      statements.some(({ Effect, Resource }) => Effect === "Allow" && Resource.includes("*")),
    );
    expect(wide.map(({ resource }) => where(resource)).sort()).toEqual([
      "aws_iam_role_policy us-west-2_account-directory_lambda_policy",
      "aws_iam_role_policy us-west-2_account-listing_policy",
      "aws_kms_key us-east-1_alerting_failover_key",
      "aws_kms_key us-east-1_alerting_key",
      "aws_kms_key us-west-2_alerting_failover_key",
      "aws_kms_key us-west-2_alerting_key",
    ]);
  });

  it("allow no one from everywhere without a condition", () => {
    const open = documents.flatMap(({ statements }) =>
      statements.filter(
        ({ Effect, Principal, Condition }) => Effect === "Allow" && Principal === "*" && !Condition,
      ),
    );
    expect(open).toEqual([]);
  });

  it("let services in only for this account", () => {
    const services = documents.flatMap(({ resource, statements }) =>
      statements
        .filter(({ Principal }) => JSON.stringify(Principal ?? "").includes("Service"))
        .filter(
          ({ Condition }) => !/aws:Source(Account|Arn)|aws:logs:arn/.test(JSON.stringify(Condition ?? "")),
        )
        .map(() => where(resource)),
    );
    // Lambda gives no source when it takes on an execution role.
    expect(services).toEqual([
      "aws_iam_role us-east-1_slack-notifier_lambda_role",
      "aws_iam_role us-west-2_account-directory_lambda_role",
      "aws_iam_role us-west-2_slack-notifier_lambda_role",
    ]);
  });

  it("refuse unencrypted connections to topics and queues", () => {
    for (const { resource, statements } of documents.filter(({ resource }) =>
      /^aws_(sns_topic_policy|sqs_queue)$/.test(resource.type),
    ))
      expect([
        where(resource),
        statements.some(({ Sid, Effect }) => Sid === "OnlyEncryptedConnections" && Effect === "Deny"),
      ]).toEqual([where(resource), true]);
  });
});
