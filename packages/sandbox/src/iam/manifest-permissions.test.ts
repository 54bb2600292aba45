import { allow, defineLambda } from "@orgwatch/manifest/define-lambda";
import { anyResource, defaultBus, everyRegion, queueOf, secret, table } from "@orgwatch/manifest/references";
import { schedule } from "@orgwatch/manifest/trigger";
import type { AwsCall } from "../aws-call";
import { guardFor } from "./guard";
import { policyOf } from "./policy-of";

const infrasec = "111122223333";
const sender = defineLambda({
  name: "sender",
  summary: "Sends",
  impact: "Nothing is sent",
  stack: "alerts",
  runsIn: "home-region",
  entry: "src/handler.ts",
  trigger: schedule("rate(1 hour)", "hourly"),
  timeoutSeconds: 10,
  env: { OURS: secret("token"), THEIRS: secret("token", { stack: "pagerduty" }) },
  allow: [
    allow(["sqs:SendMessage"], queueOf("worker", "actions")),
    allow(["events:PutEvents"], defaultBus()),
    allow(["dynamodb:GetItem"], everyRegion(table("deliveries"))),
    allow(
      ["guardduty:ArchiveFindings", "guardduty:GetFindings", "guardduty:ListDetectors"],
      anyResource({ because: "GuardDuty knows no resources for them" }),
    ),
  ],
});

const queueUrl = (name: string, account = infrasec) => `http://127.0.0.1:4566/${account}/${name}`;
const entriesFor = (...buses: readonly (string | undefined)[]) => ({
  Entries: buses.map((bus) => ({ Source: "orgwatch", ...(bus !== undefined && { EventBusName: bus }) })),
});
const findings = { detectorId: "d-1", findingIds: ["f-1"] };

/** The call, its region and parameters, and what is refused; undefined when it passes. */
const cases: readonly (readonly [string, string, Record<string, unknown>, string | undefined])[] = [
  ["guardduty:ArchiveFindings", "us-west-2", findings, undefined],
  ["guardduty:ArchiveFindings", "us-east-1", findings, undefined],
  ["guardduty:GetFindings", "us-east-1", findings, undefined],
  ["guardduty:ListDetectors", "us-east-1", {}, undefined],
  ["guardduty:UnarchiveFindings", "us-east-1", findings, "guardduty:UnarchiveFindings on resource: *"],
  [
    "guardduty:DeleteDetector",
    "us-east-1",
    { detectorId: "d-1" },
    `guardduty:DeleteDetector on resource: arn:aws:guardduty:us-east-1:${infrasec}:detector/d-1`,
  ],
  ["events:PutEvents", "us-west-2", entriesFor(undefined), undefined],
  ["events:PutEvents", "us-west-2", entriesFor("default"), undefined],
  [
    "events:PutEvents",
    "us-west-2",
    entriesFor(`arn:aws:events:us-west-2:${infrasec}:event-bus/default`),
    undefined,
  ],
  [
    "events:PutEvents",
    "us-west-2",
    entriesFor(undefined, "orgwatch"),
    `events:PutEvents on resource: arn:aws:events:us-west-2:${infrasec}:event-bus/orgwatch`,
  ],
  [
    "events:PutEvents",
    "us-east-1",
    entriesFor(undefined),
    `events:PutEvents on resource: arn:aws:events:us-east-1:${infrasec}:event-bus/default`,
  ],
  ["sqs:SendMessage", "us-west-2", { QueueUrl: queueUrl("orgwatch-worker-actions") }, undefined],
  ["sqs:SendMessageBatch", "us-west-2", { QueueUrl: queueUrl("orgwatch-worker-actions") }, undefined],
  [
    "sqs:SendMessage",
    "us-west-2",
    { QueueUrl: queueUrl("orgwatch-worker-dead-letters") },
    `sqs:SendMessage on resource: arn:aws:sqs:us-west-2:${infrasec}:orgwatch-worker-dead-letters`,
  ],
  [
    "sqs:SendMessage",
    "us-east-1",
    { QueueUrl: queueUrl("orgwatch-worker-actions") },
    `sqs:SendMessage on resource: arn:aws:sqs:us-east-1:${infrasec}:orgwatch-worker-actions`,
  ],
  [
    "sqs:ReceiveMessage",
    "us-west-2",
    { QueueUrl: queueUrl("orgwatch-worker-actions") },
    `sqs:ReceiveMessage on resource: arn:aws:sqs:us-west-2:${infrasec}:orgwatch-worker-actions`,
  ],
  ["dynamodb:GetItem", "us-east-1", { TableName: "orgwatch-deliveries" }, undefined],
  [
    "dynamodb:GetItem",
    "eu-west-1",
    { TableName: "orgwatch-deliveries" },
    `dynamodb:GetItem on resource: arn:aws:dynamodb:eu-west-1:${infrasec}:table/orgwatch-deliveries`,
  ],
  ["ssm:GetParameter", "us-west-2", { Name: "/alerts/token" }, undefined],
  ["ssm:GetParameter", "us-west-2", { Name: "/pagerduty/token" }, undefined],
  [
    "ssm:GetParameter",
    "us-west-2",
    { Name: "/pagerduty/other" },
    `ssm:GetParameter on resource: arn:aws:ssm:us-west-2:${infrasec}:parameter/pagerduty/other`,
  ],
];

describe("what a manifest asks for is what its role may do", () => {
  const place = {
    accountId: infrasec,
    region: "us-west-2",
    managementAccountId: "999999999999",
    regions: ["us-west-2", "us-east-1"],
    queueArns: [],
  };
  const role = {
    accountId: infrasec,
    name: "orgwatch-sender-us-west-2",
    policies: [policyOf(sender, place)],
    trust: { Version: "2012-10-17", Statement: [] } as const,
  };
  const guard = guardFor({ organizationId: "o-acme", roles: [role] });

  it.each(cases)("%s in %s with %j", (name, region, parameters, refused) => {
    const [service = "", operation = ""] = name.split(":");
    const refusal = guard(callOf({ service, operation, region, parameters }));
    const [, what] = /to perform: (.*) because no identity-based policy/.exec(refusal?.message ?? "") ?? [];
    expect({ isRefused: refusal !== undefined, what }).toEqual({
      isRefused: refused !== undefined,
      what: refused,
    });
  });
});

function callOf(call: Omit<AwsCall, "principal">): AwsCall {
  const roleName = "orgwatch-sender-us-west-2";
  return { ...call, principal: { accountId: infrasec, kind: "role", roleName, sessionName: "s" } };
}
