// A region of the security account in which all is well.
import type { AccountEntry } from "@orgwatch/core/organization/account-entry";
import { lambdas } from "@orgwatch/lambdas/all";
import { neededSecrets, regionsOf } from "../../manual-ops/needed-secrets";
import { type Deployment, endOf } from "../deployment";
import { type HeldRegion, management, payments, regions, security } from "./held";

type Attributes = ReadonlyMap<string, unknown>;
/** The resources of a type. */
type Of = (type: string) => readonly Attributes[];

function text(attributes: Attributes, key: string, without = ""): string {
  return String(attributes.get(key) ?? without);
}

/** What Terraform learns from AWS is in no stack. */
function asApplied(value: string): string {
  return value.includes("${") ? "https://abc.execute-api.example" : value;
}

/** The region of the security account, as the stacks say. */
export function healthyRegion(deployment: Deployment, region: (typeof regions)[number]): HeldRegion {
  const of: Of = (wanted) =>
    deployment
      .filter(({ type, region: there }) => type === wanted && there === region)
      .map(({ attributes }) => new Map(Object.entries(attributes)));
  return {
    functions: of("aws_lambda_function").map((one) => ({
      name: text(one, "function_name"),
      codeSha256: text(one, "source_code_hash"),
      state: "Active",
    })),
    mappings: of("aws_lambda_event_source_mapping").map((one) => ({
      functionName: text(one, "function_name"),
      queue: text(one, "event_source_arn"),
      state: "Enabled",
    })),
    alarms: of("aws_cloudwatch_metric_alarm").map((one) => ({
      name: text(one, "alarm_name"),
      actionsEnabled: true,
      actions: [one.get("alarm_actions")].flat().map((action) => endOf(String(action))),
      state: "OK",
    })),
    ...messages(of),
    rules: new Map(
      of("aws_cloudwatch_event_rule").map((one) => [
        `${text(one, "event_bus_name", "default")}/${text(one, "name")}`,
        text(one, "state", "ENABLED"),
      ]),
    ),
    idle: new Set(),
    tables: new Map(of("aws_dynamodb_table").map((one) => [text(one, "name"), "ACTIVE"])),
    parameters: secrets(of, region),
    settings: new Map(
      of("aws_ssm_parameter")
        .filter((one) => text(one, "type") === "String")
        .map((one) => [text(one, "name"), asApplied(text(one, "insecure_value"))]),
    ),
    runs: new Map(
      of("aws_sfn_state_machine").map((one) => [
        text(one, "name"),
        { status: "succeeded", startedAt: new Date("2030-01-07T06:00:00Z"), reason: undefined },
      ]),
    ),
    schedules: new Map(
      of("aws_scheduler_schedule").map((one) => [
        `${text(one, "group_name")}/${text(one, "name")}`,
        "ENABLED",
      ]),
    ),
    keys: new Map(of("aws_kms_alias").map((one) => [text(one, "name"), "Enabled"])),
    detector: { enabled: true, autoEnable: "ALL" },
    directory: [
      entry(management, "acme"),
      entry(security, "security"),
      entry(payments, "payments"),
      { ...entry("444444444444", "old shop"), state: "SUSPENDED" },
    ],
    emails: [{ address: "security@example.com", state: "confirmed" }],
    denied: new Map(),
  };
}

/** Those that lambdas read, and those that Terraform makes. */
function secrets(of: Of, region: string): HeldRegion["parameters"] {
  const read = neededSecrets(lambdas).filter((secret) => regionsOf(secret, regions).includes(region));
  const made = of("aws_ssm_parameter").filter((one) => text(one, "type") === "SecureString");
  const names = [...read.map(({ parameter }) => parameter), ...made.map((one) => text(one, "name"))];
  return new Map(names.map((name) => [name, { type: "SecureString", key: "alias/orgwatch", value: "hush" }]));
}

function messages(of: Of): Pick<HeldRegion, "queues" | "subscriptions"> {
  const sqs = of("aws_sns_topic_subscription").filter((one) => text(one, "protocol") === "sqs");
  const topics = [...new Set(sqs.map((one) => endOf(text(one, "topic_arn"))))];
  return {
    queues: new Map(
      of("aws_sqs_queue").map((one) => {
        const policy = /"deadLetterTargetArn":"([^"]+)"/.exec(text(one, "redrive_policy"));
        return [text(one, "name"), { deadLetterQueue: policy?.[1], waiting: 0 }];
      }),
    ),
    subscriptions: new Map(
      topics.map((topic) => [
        topic,
        sqs
          .filter((one) => endOf(text(one, "topic_arn")) === topic)
          .map((one) => ({ protocol: "sqs", endpoint: text(one, "endpoint"), confirmed: true })),
      ]),
    ),
  };
}

function entry(accountId: string, name: string): AccountEntry {
  return {
    accountId,
    name,
    state: "ACTIVE",
    organizationalUnits: [],
    team: "infra",
    refreshedAt: "2030-01-01T00:00:00.000Z",
  };
}
