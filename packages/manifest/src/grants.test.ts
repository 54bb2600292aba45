import { allow, defineLambda } from "./define-lambda";
import { nameOf, regions, text } from "./environment";
import { grantsOf } from "./grants";
import { everyRegion, managementRole, secret, setting, table } from "./references";
import { queue, schedule, topics } from "./trigger";

const shared = {
  name: "notifier",
  summary: "Posts findings",
  impact: "People do not see findings",
  stack: "infrasec-admin-global",
  runsIn: "each-region",
  entry: "src/handler.ts",
  timeoutSeconds: 30,
} as const;

describe("grantsOf", () => {
  it("gives a queue lambda its log, its queues, its parameters and what it asks for, and nothing else", () => {
    const lambda = defineLambda({
      ...shared,
      trigger: queue({ from: topics("alert"), batchSize: 10, receiveLimit: 5 }),
      env: {
        DELIVERIES: nameOf(table("deliveries")),
        SLACK_API: text({ fallback: "https://slack.com/api" }),
        ROUTING: setting("routing"),
        SLACK_TOKEN: secret("slack/bot-token"),
      },
      allow: [allow(["dynamodb:PutItem", "dynamodb:UpdateItem"], table("deliveries"))],
    });
    expect(grantsOf(lambda)).toEqual([
      { sid: "Log", actions: ["logs:CreateLogStream", "logs:PutLogEvents"], on: { kind: "own-log-group" } },
      {
        sid: "ReadQueues",
        actions: [
          "sqs:ChangeMessageVisibility",
          "sqs:DeleteMessage",
          "sqs:GetQueueAttributes",
          "sqs:ReceiveMessage",
        ],
        on: { kind: "own-queues" },
      },
      { sid: "DeadLetters", actions: ["sqs:SendMessage"], on: { kind: "own-dead-letters" } },
      { sid: "Parameter1", actions: ["ssm:GetParameter"], on: setting("routing") },
      { sid: "Parameter2", actions: ["ssm:GetParameter"], on: secret("slack/bot-token") },
      { sid: "Allow1", actions: ["dynamodb:PutItem", "dynamodb:UpdateItem"], on: table("deliveries") },
    ]);
  });

  it("gives a schedule lambda no queue", () => {
    const lambda = defineLambda({
      ...shared,
      trigger: schedule("rate(1 hour)", "hourly"),
      env: { REGIONS: regions(), ROLE: nameOf(managementRole("OrgListAccountsViewer")) },
      allow: [
        allow(["dynamodb:Scan"], everyRegion(table("accounts"))),
        allow(["sts:AssumeRole"], managementRole("OrgListAccountsViewer")),
      ],
    });
    expect(grantsOf(lambda)).toEqual([
      { sid: "Log", actions: ["logs:CreateLogStream", "logs:PutLogEvents"], on: { kind: "own-log-group" } },
      {
        sid: "Allow1",
        actions: ["dynamodb:Scan"],
        on: { kind: "table", name: "accounts", region: "every" },
      },
      {
        sid: "Allow2",
        actions: ["sts:AssumeRole"],
        on: { kind: "role", name: "OrgListAccountsViewer", account: "management" },
      },
    ]);
  });
});
