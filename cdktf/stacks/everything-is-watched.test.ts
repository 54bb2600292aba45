// Every part of the security account's stacks has alarms, and they reach people: also for parts that anyone ever adds.
import { rmSync } from "node:fs";
import { lambdas, sweeps } from "@orgwatch/lambdas/all";
import { heartbeatAlarmName, heartbeatImpact, heartbeatSteps } from "@orgwatch/manifest/heartbeat";
import { busName } from "@orgwatch/manifest/names";
import { z } from "zod";
import { sampleConfig } from "../testing/sample-config";
import {
  isDeadLetters,
  nameBehind,
  named,
  readStack,
  resourcesOf,
  synthesizeToFolder,
} from "../testing/synthesized";

const metric = z.object({
  namespace: z.string(),
  metric_name: z.string(),
  dimensions: z.record(z.string(), z.string()),
  statistic: z.string(),
  period: z.number(),
});
const alarm = z.object({
  alarm_name: z.string(),
  alarm_description: z.string(),
  treat_missing_data: z.enum(["breaching", "notBreaching", "ignore"]),
  alarm_actions: z.array(z.string()),
  ok_actions: z.array(z.string()),
  provider: z.string(),
  evaluation_periods: z.number(),
  threshold: z.number(),
});

/** What people lose when something fails. The notifier shows an alarm's first sentence as the headline. */
const impacts = [
  ...lambdas.map(({ impact }) => impact),
  ...sweeps.map(({ impact }) => impact),
  ...Object.values(heartbeatImpact),
  // Behind the HTTP API: of both doors.
  lambdas
    .filter(({ trigger }) => trigger.kind === "request")
    .map(({ impact }) => impact)
    .join("; "),
  "People do not see findings, root use or other alerts",
  "Nobody hears when the notifier itself fails",
];
const firstSentence = (text: string) => text.split(". ")[0];
const isHeartbeat = (alarmName: unknown) =>
  heartbeatSteps.some(({ stop }) => alarmName === heartbeatAlarmName(stop));

describe.each([
  ["infrasec-admin-global", "events-v2"],
  ["infrasec-admin-global", "sns-https"],
  ["support-cases", "events-v2"],
  ["sg-chatops", "events-v2"],
  ["tag-audit", "events-v2"],
  ["inventory", "events-v2"],
] as const)("alarms of %s with %s", (stackName, delivery) => {
  const onCall = { infra: { schedule: "Infrastructure on call" } };
  const folder = synthesizeToFolder(sampleConfig({ pagerduty: { delivery, onCall } }));
  const stack = readStack(folder, stackName);
  const queues = named(stack, "aws_sqs_queue");
  const allAlarms = resourcesOf(stack, "aws_cloudwatch_metric_alarm").map(({ attributes }) => attributes);
  /** The alarms of parts; those of the heartbeat are apart. */
  const alarms = allAlarms
    .filter(({ alarm_name }) => !isHeartbeat(alarm_name))
    .map((attributes) => alarm.extend(metric.shape).parse(attributes));
  afterAll(() => rmSync(folder, { recursive: true }));

  function metricsOn(provider: string, dimension: string, name: string): readonly string[] {
    return alarms
      .filter((one) => one.provider === provider && one.dimensions[dimension] === name)
      .map((one) => `${one.namespace} ${one.metric_name}`)
      .sort();
  }

  it("watch every lambda, queue, topic, rule, schedule and sweep by metrics that exist", () => {
    const lambda = ["AWS/Lambda Errors", "AWS/Lambda Throttles"];
    for (const { provider, name } of named(stack, "aws_lambda_function", "function_name"))
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
    for (const { provider, name } of named(stack, "aws_sns_topic"))
      expect([name, metricsOn(provider, "TopicName", name)]).toEqual([name, topic]);
    const rule = ["AWS/Events FailedInvocations", "AWS/Events InvocationsFailedToBeSentToDlq"];
    for (const { provider, name } of named(stack, "aws_cloudwatch_event_rule"))
      expect([name, metricsOn(provider, "RuleName", name)]).toEqual([name, rule]);
    for (const { provider, name } of named(stack, "aws_apigatewayv2_api"))
      expect([
        name,
        alarms
          .filter((one) => one.provider === provider && nameBehind(stack, one.dimensions.ApiId) === name)
          .map((one) => one.metric_name),
      ]).toEqual([name, ["5xx"]]);
    const schedule = ["AWS/Scheduler InvocationDroppedCount", "AWS/Scheduler TargetErrorCount"];
    for (const { provider, name } of named(stack, "aws_scheduler_schedule_group"))
      expect([name, metricsOn(provider, "ScheduleGroup", name)]).toEqual([name, schedule]);
    for (const { provider, name } of named(stack, "aws_sfn_state_machine"))
      expect([
        name,
        alarms
          .filter(
            (one) => one.provider === provider && nameBehind(stack, one.dimensions.StateMachineArn) === name,
          )
          .map((one) => one.metric_name),
      ]).toEqual([name, ["ExecutionsAborted", "ExecutionsFailed", "ExecutionsTimedOut"]]);
  });

  it("hear of a message that is tried again and again: SQS no longer counts its age after three receives", () => {
    const stuck = alarms.filter(({ metric_name }) => metric_name === "ApproximateNumberOfMessagesNotVisible");
    for (const { statistic, evaluation_periods, period, threshold } of stuck)
      expect([statistic, evaluation_periods * period, threshold]).toEqual(["Minimum", 900, 1]);
    expect(stuck.length).toBe(queues.filter(({ name }) => !isDeadLetters(name)).length);
  });

  it("tell at which stop the heartbeat was lost in each region, and begin when it is sent", () => {
    const stops = {
      "infrasec-admin-global": {
        "events-v2": ["notifier", "pager", "pagerduty", "sent", "slack"],
        "sns-https": ["notifier", "sent", "slack"],
      }[delivery],
      "support-cases": [],
      "sg-chatops": [],
      "tag-audit": [],
      inventory: [],
    }[stackName];
    const beats = resourcesOf(stack, "aws_cloudwatch_metric_alarm").filter(({ attributes }) =>
      isHeartbeat(attributes.alarm_name),
    );
    for (const { attributes } of beats)
      expect(String(attributes.depends_on)).toMatch(
        /^aws_scheduler_schedule\.(us-west-2_account-directory_schedule_\w+,aws_scheduler_schedule\.us-west-2|us-east-1)_heartbeat_schedule_\w+$/,
      );
    expect(beats.map(({ attributes }) => `${attributes.provider} ${attributes.alarm_name}`).sort()).toEqual(
      ["us-east-1", "us-west-2"].flatMap((region) =>
        stops.map((stop) => `aws.${region} orgwatch-heartbeat-${stop}`),
      ),
    );
  });

  it("of dead letters stay when SQS stops measuring a queue that nobody touches", () => {
    const silent = alarms.filter(
      ({ treat_missing_data, namespace }) => treat_missing_data === "ignore" && namespace === "AWS/SQS",
    );
    expect(silent.map(({ dimensions }) => dimensions.QueueName).sort()).toEqual(
      queues
        .map(({ name }) => name)
        .filter(isDeadLetters)
        .sort(),
    );
  });

  it("name the bus exactly for the rules of a bus", () => {
    const rules = new Map(
      named(stack, "aws_cloudwatch_event_rule").map(({ name, attributes }) => [name, attributes]),
    );
    for (const one of alarms.filter(({ namespace }) => namespace === "AWS/Events"))
      expect(one.dimensions.EventBusName).toBe(rules.get(one.dimensions.RuleName ?? "")?.event_bus_name);
  });

  it("watch nothing that this stack does not have", () => {
    const names = new Set([
      // Another stack's, in the dimensions of rules on it.
      busName,
      ...resourcesOf(stack).flatMap(({ attributes }) =>
        [attributes.name, attributes.function_name].map(String),
      ),
    ]);
    for (const { dimensions } of alarms.filter(({ namespace }) => namespace !== "Orgwatch"))
      for (const name of Object.values(dimensions)) expect(names).toContain(nameBehind(stack, name));
  });

  it("tell people what they lose, by a way that does not need what failed", () => {
    const every = allAlarms.map((attributes) => alarm.parse(attributes));
    expect(new Set(every.map(({ alarm_name, provider }) => `${provider} ${alarm_name}`)).size).toBe(
      every.length,
    );
    for (const { alarm_name, alarm_description, alarm_actions, ok_actions } of every) {
      expect(impacts).toContain(firstSentence(alarm_description));
      expect(ok_actions).toEqual(alarm_actions);
      expect(alarm_name).toMatch(/^orgwatch-/);
      const way = alarm_name.startsWith("orgwatch-topic-orgwatch-failover-")
        ? /infra-alert_topic/
        : /failover_topic|:orgwatch-failover$/;
      expect([alarm_name, alarm_actions.join()]).toEqual([alarm_name, expect.stringMatching(way)]);
    }
  });
});
