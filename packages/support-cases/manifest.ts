// AWS Support cases of all accounts in one table: events bring changes within seconds, a sweep finds what no event told.
import { allow, defineLambda } from "@orgwatch/manifest/define-lambda";
import { defineMemberRole } from "@orgwatch/manifest/define-member-role";
import { defineSweep } from "@orgwatch/manifest/define-sweep";
import { defineTable } from "@orgwatch/manifest/define-table";
import { int, nameOf, text } from "@orgwatch/manifest/environment";
import {
  indexesOf,
  memberRole,
  objectsOf,
  queueOf,
  secret,
  setting,
  table,
} from "@orgwatch/manifest/references";
import { bucketObjects, bus, handed, mapItem, queue, sweepStep } from "@orgwatch/manifest/trigger";

const stack = "support-cases";
const alerts = { stack: "infrasec-admin-global" } as const;
const common = { package: "support-cases", stack, runsIn: "home-region" } as const;
/** Not everything that the seed's role had: `support:Describe*` also names Trusted Advisor's calls. */
const readCases = ["support:DescribeCases", "support:DescribeCommunications"] as const;

/**
 * A case and its conversation are items of one partition: `case`, `communication#<time>#<hash>`. What became of an account's last sweep is
 * the item `result` of the partition `account/<id>`. Indexes have cases only.
 */
export const supportCases = defineTable({
  name: "support-cases",
  summary: "AWS Support cases of all accounts with their conversations, and each account's last result",
  stack,
  livesIn: "home-region",
  partitionKey: "caseId",
  sortKey: "item",
  indexes: [
    { name: "by-account", partitionKey: "accountId", sortKey: "lastActivityAt" },
    { name: "by-status", partitionKey: "status", sortKey: "lastActivityAt" },
    { name: "by-severity", partitionKey: "severityCode", sortKey: "lastActivityAt" },
  ],
});

/** In every account; the name is the seed's. */
export const getSupportInfoRole = defineMemberRole({
  roleName: "GetSupportInfoRole",
  summary: "Lets Orgwatch read this account's AWS Support cases",
  stack,
  usedBy: ["case-updates", "case-sweep-accounts"],
  actions: readCases,
  because: "AWS Support knows no resources",
});

const becomes = allow(["sts:AssumeRole"], memberRole("GetSupportInfoRole"));
const slack = {
  SLACK_API: text({ fallback: "https://slack.com/api" }),
  SLACK_TOKEN: secret("slack/bot-token", { optional: true, ...alerts }),
  SLACK_WEBHOOK: secret("slack/webhook-url", { optional: true, ...alerts }),
} as const;

/** Where whoever learns of a change hands it over, so that one lambda alone tells Slack. */
const updates = queueOf("case-updates", "support-case-update");

/** Each change of a case: read from AWS Support whatever told of it, stored, and told in the case's thread in Slack. */
export const caseUpdates = defineLambda({
  ...common,
  name: "case-updates",
  summary: "Reads each AWS Support case that changed, stores it, and tells of it in Slack",
  impact: "New support cases and AWS's answers are seen days later, by the sweep",
  entry: "src/live/handler.ts",
  trigger: queue({
    from: bus("support-case-update", { source: ["aws.support"], "detail-type": ["Support Case Update"] }),
    batchSize: 10,
    receiveLimit: 100,
    maximumConcurrency: 5,
  }),
  // Shorter than the lease of a message that is being sent (core/slack-delivery/claim-delivery).
  timeoutSeconds: 80,
  env: {
    CASES: nameOf(table("support-cases")),
    ACCOUNTS: nameOf(table("accounts")),
    DELIVERIES: nameOf(table("deliveries")),
    ROUTING: setting("routing", alerts),
    SUPPORT_REGION: text({ fallback: "us-east-1" }),
    ...slack,
  },
  allow: [
    becomes,
    allow(["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"], table("support-cases")),
    allow(["dynamodb:GetItem"], table("accounts")),
    allow(["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem"], table("deliveries")),
  ],
});

/** The second source, for organizations whose trail arrives in a bucket: finds calls about cases and hands them to case-updates. */
export const caseTrail = defineLambda({
  ...common,
  name: "case-trail",
  summary: "Finds calls about AWS Support cases in CloudTrail's files and hands them to case-updates",
  impact: "Changes of support cases are seen only where EventBridge told of them, or by the sweep",
  entry: "src/trail/handler.ts",
  trigger: queue({ from: bucketObjects("trail"), batchSize: 10, receiveLimit: 20, maximumConcurrency: 5 }),
  timeoutSeconds: 120,
  env: { UPDATES: nameOf(updates) },
  allow: [allow(["s3:GetObject"], objectsOf("trail")), allow(["sqs:SendMessage"], updates)],
});

/** Finds what no event told, and accounts whose cases cannot be read. `orgwatch cases sync` starts it by hand. */
export const caseSweep = defineSweep({
  name: "case-sweep",
  summary: "Reads the support cases of all accounts again",
  impact: "Support cases that no event told of stay unknown, and so do accounts whose cases cannot be read",
  stack,
  plan: "case-sweep-plan",
  each: "case-sweep-accounts",
  finish: "case-sweep-finish",
  concurrency: 100,
  schedule: { expression: "rate(3 days)", words: "every three days" },
  timeoutMinutes: 180,
});

export const caseSweepPlan = defineLambda({
  ...common,
  name: "case-sweep-plan",
  summary: "Lists the accounts that a sweep of support cases reads, in batches",
  impact: "The sweep of support cases does not begin",
  entry: "src/sweep/plan-handler.ts",
  trigger: sweepStep("case-sweep", "plan"),
  timeoutSeconds: 120,
  env: { ACCOUNTS: nameOf(table("accounts")), BATCH: int({ fallback: 10 }) },
  allow: [allow(["dynamodb:Scan"], table("accounts"))],
});

export const caseSweepAccounts = defineLambda({
  ...common,
  name: "case-sweep-accounts",
  summary: "Reads the support cases of some accounts and stores them with each account's result",
  impact: "The support cases of some accounts are not read again",
  entry: "src/sweep/accounts-handler.ts",
  trigger: mapItem("case-sweep"),
  timeoutSeconds: 600,
  env: {
    CASES: nameOf(table("support-cases")),
    UPDATES: nameOf(updates),
    SUPPORT_REGION: text({ fallback: "us-east-1" }),
    LOOKBACK_DAYS: int({ fallback: 60 }),
  },
  allow: [
    becomes,
    allow(["sqs:SendMessage"], updates),
    allow(["dynamodb:GetItem", "dynamodb:PutItem"], table("support-cases")),
    allow(["dynamodb:Query"], indexesOf("support-cases")),
  ],
});

export const caseSweepFinish = defineLambda({
  ...common,
  name: "case-sweep-finish",
  summary: "Counts what a sweep of support cases reached, and measures how old each account's data is",
  impact: "Nobody hears which accounts' support cases could not be read",
  entry: "src/sweep/finish-handler.ts",
  trigger: sweepStep("case-sweep", "finish"),
  timeoutSeconds: 120,
  env: { ACCOUNTS: nameOf(table("accounts")), CASES: nameOf(table("support-cases")) },
  allow: [
    allow(["dynamodb:Scan"], table("accounts")),
    allow(["dynamodb:GetItem", "dynamodb:PutItem"], table("support-cases")),
  ],
});

/** `/cases` in Slack: slack-door has answered already, this lambda sends the list. */
export const caseCommands = defineLambda({
  ...common,
  name: "case-commands",
  summary: "Answers the command /cases in Slack with the open support cases",
  impact: "The command /cases in Slack is not answered",
  entry: "src/commands/handler.ts",
  trigger: queue({ from: handed("asked"), batchSize: 1, receiveLimit: 5 }),
  timeoutSeconds: 30,
  env: {
    CASES: nameOf(table("support-cases")),
    ACCOUNTS: nameOf(table("accounts")),
    SLACK_HOOKS: text({ fallback: "https://hooks.slack.com" }),
  },
  allow: [
    allow(["dynamodb:Query"], indexesOf("support-cases")),
    allow(["dynamodb:GetItem"], table("accounts")),
  ],
});
