// What must hold for every queue, subscription, rule and schedule that anyone ever adds to the security account's stacks.
import { rmSync } from "node:fs";
import { lambdas } from "@orgwatch/lambdas/all";
import type { LambdaManifest } from "@orgwatch/manifest/define-lambda";
import { deadLetterQueueName, queueName } from "@orgwatch/manifest/names";
import { z } from "zod";
import { sampleConfig } from "../testing/sample-config";
import {
  behind,
  isDeadLetters,
  nameBehind,
  named,
  readStack,
  resourcesOf,
  synthesizeToFolder,
} from "../testing/synthesized";

const folder = synthesizeToFolder(sampleConfig());
const stack = readStack(folder, "infrasec-admin-global");
const queues = named(stack, "aws_sqs_queue");
const jobs = ["support-cases", "sg-chatops", "tag-audit", "inventory"].map((job) => readStack(folder, job));
afterAll(() => rmSync(folder, { recursive: true }));

/** The ARN of the dead-letter queue in a redrive policy. */
function deadLettersOf(redrivePolicy: unknown): string {
  return z.object({ deadLetterTargetArn: z.string() }).parse(JSON.parse(String(redrivePolicy)))
    .deadLetterTargetArn;
}

/** The queues that lambdas fill for each other. */
function handedQueues(of: typeof stack) {
  const names = lambdas.flatMap(({ name, trigger }) =>
    trigger.kind === "queue" && trigger.from.kind === "handed" ? [queueName(name, trigger.from.name)] : [],
  );
  return named(of, "aws_sqs_queue").filter(({ name }) => names.includes(name));
}

describe("queues", () => {
  it("have a redrive or are dead-letter queues themselves, and are encrypted with our key", () => {
    for (const { name, attributes } of queues) {
      expect([name, attributes.redrive_policy !== undefined]).toEqual([name, !isDeadLetters(name)]);
      expect(attributes.kms_master_key_id).toMatch(/^\$\{aws_kms_key\..*_alerting_key_.*\.arn\}$/);
    }
    expect(queues.length).toBe(27);
  });

  it("hide a message for six times the lambda's timeout, and give up after the manifest's limit", () => {
    const work = queues.filter(({ name }) => !isDeadLetters(name));
    for (const { attributes } of work) {
      expect(attributes.visibility_timeout_seconds).toBe(360);
      expect(JSON.parse(String(attributes.redrive_policy))).toMatchObject({ maxReceiveCount: 100 });
    }
    expect(work.length).toBe(17);
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
    expect(subscriptions.length).toBe(16);
  });

  it("from the failover topic reach both notifiers in each region, and people by e-mail", () => {
    const ends = resourcesOf(stack, "aws_sns_topic_subscription")
      .filter(({ attributes }) => /alerting_failover_topic/.test(String(attributes.topic_arn)))
      .map(({ attributes }) =>
        [attributes.provider, attributes.protocol, nameBehind(stack, attributes.endpoint)].join(" "),
      );
    expect(ends.sort()).toEqual(
      ["us-east-1", "us-west-2"].flatMap((region) => [
        `aws.${region} email security@example.com`,
        `aws.${region} sqs orgwatch-pagerduty-pager-failover`,
        `aws.${region} sqs orgwatch-slack-notifier-failover`,
      ]),
    );
  });

  it("from topics find a queue that lets exactly that topic in, and so does its dead-letter queue", () => {
    for (const { attributes } of resourcesOf(stack, "aws_sns_topic_subscription").filter(
      (one) => one.attributes.protocol === "sqs",
    )) {
      const topic = nameBehind(stack, attributes.topic_arn);
      for (const queue of [attributes.endpoint, deadLettersOf(attributes.redrive_policy)])
        expect([nameBehind(stack, queue), behind(stack, queue)?.policy]).toEqual([
          nameBehind(stack, queue),
          expect.stringMatching(new RegExp(`"Service":"sns.amazonaws.com".*:${topic}"`)),
        ]);
    }
  });

  it("by hand of another lambda end in the reader's dead-letter queue when they cannot be handled", () => {
    const ends = [stack, ...jobs].flatMap((one) =>
      handedQueues(one).map(({ name, attributes }) => [
        name,
        nameBehind(one, deadLettersOf(attributes.redrive_policy)),
      ]),
    );
    expect(ends).toEqual([
      ["orgwatch-finding-responder-actions", "orgwatch-finding-responder-dead-letters"],
      ["orgwatch-case-commands-asked", "orgwatch-case-commands-dead-letters"],
      ["orgwatch-sg-decisions-decisions", "orgwatch-sg-decisions-dead-letters"],
    ]);
  });

  it("from rules and schedules end in a dead-letter queue", () => {
    const targets = resourcesOf(stack, "aws_cloudwatch_event_target");
    for (const { attributes } of targets) {
      expect(attributes.dead_letter_config).toBeDefined();
      // A role would break the delivery to encrypted topics and queues.
      expect(attributes.role_arn).toBeUndefined();
    }
    const schedules = resourcesOf(stack, "aws_scheduler_schedule");
    for (const { attributes } of schedules) expect(attributes.target).toHaveProperty("dead_letter_config");
    expect(schedules.length).toBe(3);
  });
});

describe("rules", () => {
  it("hear of sts:AssumeRoot on the organization's bus too, which CloudTrail marks as a read", () => {
    const states = named(stack, "aws_cloudwatch_event_rule")
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
      starts.map(({ attributes }) => String(attributes.depends_on).replace(/_[0-9A-F]{8}$/, "")).sort(),
    ).toEqual([
      "aws_iam_role_policy.us-east-1_heartbeat_schedule_policy",
      "aws_iam_role_policy.us-west-2_account-directory_schedule_policy",
      "aws_iam_role_policy.us-west-2_heartbeat_schedule_policy",
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
    expect(targets.length).toBe(13);
  });
});

describe.each([
  [
    "support-cases",
    {
      queues: [
        "orgwatch-case-commands-asked",
        "orgwatch-case-trail-trail",
        "orgwatch-case-updates-support-case-update",
      ],
      rules: [["orgwatch-case-updates-support-case-update", "orgwatch-case-updates-dead-letters"]],
      schedules: [["orgwatch-case-sweep", "orgwatch-case-sweep-dead-letters"]],
    },
  ],
  [
    "sg-chatops",
    {
      queues: ["orgwatch-sg-changes-security-group-call", "orgwatch-sg-decisions-decisions"],
      rules: [["orgwatch-sg-changes-security-group-call", "orgwatch-sg-changes-dead-letters"]],
      schedules: [
        ["orgwatch-sg-deadlines", "orgwatch-sg-deadlines-dead-letters"],
        ["orgwatch-sg-lake", "orgwatch-sg-lake-dead-letters"],
        ["orgwatch-sg-rules", "orgwatch-sg-rules-dead-letters"],
      ],
    },
  ],
  [
    "tag-audit",
    {
      queues: [],
      rules: [],
      schedules: [["orgwatch-tag-audit", "orgwatch-tag-audit-dead-letters"]],
    },
  ],
  [
    "inventory",
    {
      queues: [],
      rules: [],
      schedules: [["orgwatch-inventory", "orgwatch-inventory-dead-letters"]],
    },
  ],
] as const)("messages of %s", (stackName, expected) => {
  const job = readStack(folder, stackName);
  const work = named(job, "aws_sqs_queue").filter(({ name }) => !isDeadLetters(name));
  const readerOf = (queue: string): LambdaManifest | undefined =>
    lambdas.find(({ name }) => queue.startsWith(`${queueName(name, "")}`));
  const deadLetters = z.object({ dead_letter_config: z.object({ arn: z.string() }) });

  it("wait in queues that are encrypted with the region's key, are hidden for six times the lambda's timeout and given up after the manifest's limit", () => {
    expect(work.map(({ name }) => name)).toEqual(expected.queues);
    for (const { name, attributes } of work) {
      const reader = readerOf(name);
      expect([name, attributes.visibility_timeout_seconds, attributes.kms_master_key_id]).toEqual([
        name,
        6 * (reader?.timeoutSeconds ?? 0),
        expect.stringMatching(/^\$\{data\.aws_kms_alias\.us-west-2_key_\w+\.target_key_arn\}$/),
      ]);
      expect(JSON.parse(String(attributes.redrive_policy)).maxReceiveCount).toBe(
        reader?.trigger.kind === "queue" ? reader.trigger.receiveLimit : undefined,
      );
      expect(nameBehind(job, deadLettersOf(attributes.redrive_policy))).toBe(
        deadLetterQueueName(reader?.name ?? ""),
      );
    }
  });

  it("are read with partial batch failures", () => {
    const mappings = resourcesOf(job, "aws_lambda_event_source_mapping");
    for (const { attributes } of mappings)
      expect(attributes.function_response_types).toEqual(["ReportBatchItemFailures"]);
    expect(mappings.length).toBe(expected.queues.length);
  });

  it("that a rule cannot deliver end in a dead-letter queue that lets exactly it in", () => {
    const targets = resourcesOf(job, "aws_cloudwatch_event_target").map(({ attributes }) => {
      const { arn } = deadLetters.shape.dead_letter_config.parse(attributes.dead_letter_config);
      const rule = nameBehind(job, attributes.rule);
      expect(behind(job, arn)?.policy).toContain(
        `arn:aws:events:us-west-2:222222222222:rule/orgwatch/${rule}`,
      );
      return [rule, nameBehind(job, arn)];
    });
    expect(targets).toEqual(expected.rules);
  });

  it("that the clock cannot deliver end in a dead-letter queue, and the clock starts only what it may", () => {
    const schedules = named(job, "aws_scheduler_schedule").map(({ name, attributes }) => {
      expect(String(attributes.depends_on)).toMatch(/^aws_iam_role_policy\.us-west-2_[\w-]+_schedule/);
      return [name, nameBehind(job, deadLetters.parse(attributes.target).dead_letter_config.arn)];
    });
    expect(schedules).toEqual(expected.schedules);
  });
});
