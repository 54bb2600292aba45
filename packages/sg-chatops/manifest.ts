// Security-group changes of all accounts: recorded, told in Slack with Keep and Deny, and taken back exactly when people say so.
import { allow, defineLambda } from "@orgwatch/manifest/define-lambda";
import { defineMemberRole } from "@orgwatch/manifest/define-member-role";
import { defineSweep } from "@orgwatch/manifest/define-sweep";
import { defineTable } from "@orgwatch/manifest/define-table";
import { int, nameOf, regions, text } from "@orgwatch/manifest/environment";
import {
  indexesOf,
  managementRole,
  memberRole,
  queueOf,
  secret,
  setting,
  table,
} from "@orgwatch/manifest/references";
import { securityGroupCalls } from "@orgwatch/manifest/security-groups";
import { bus, handed, mapItem, queue, schedule, sweepStep } from "@orgwatch/manifest/trigger";

const stack = "sg-chatops";
const alerts = { stack: "infrasec-admin-global" } as const;
const common = { package: "sg-chatops", stack, runsIn: "home-region" } as const;

/** Every change with its decision and what was done: the record of the job. */
export const securityGroupChanges = defineTable({
  name: "security-group-changes",
  summary: "Security-group changes of all accounts, what people decided about them, and what was done",
  stack,
  livesIn: "home-region",
  partitionKey: "changeId",
  expiresAt: "forgetAt",
  indexes: [
    { name: "by-account", partitionKey: "accountId", sortKey: "changedAt" },
    { name: "by-day", partitionKey: "day", sortKey: "changedAt" },
    { name: "by-due", partitionKey: "waits", sortKey: "dueAt" },
  ],
});

/** What has to be remembered beside the changes themselves. */
export const securityGroupState = defineTable({
  name: "security-group-state",
  summary: "Rules of security groups as they were, threads of changes, and how far CloudTrail Lake was read",
  stack,
  livesIn: "home-region",
  partitionKey: "key",
  expiresAt: "forgetAt",
});

const looksAt = [
  "ec2:DescribeNetworkInterfaces",
  "ec2:DescribeSecurityGroupRules",
  "ec2:DescribeSecurityGroups",
] as const;

/** In every account, for those who only look. */
export const securityGroupReader = defineMemberRole({
  roleName: "security-group-reader",
  summary: "Lets Orgwatch read this account's security groups",
  stack,
  usedBy: ["sg-changes", "sg-rules-read"],
  actions: looksAt,
  because: "EC2's Describe calls know no resources",
});

/** In every account, for the one lambda that takes changes back. */
export const securityGroupResponder = defineMemberRole({
  roleName: "security-group-responder",
  summary: "Lets Orgwatch take back changes of this account's security groups that people denied",
  stack,
  usedBy: ["sg-decisions"],
  actions: [
    "ec2:AuthorizeSecurityGroupEgress",
    "ec2:AuthorizeSecurityGroupIngress",
    ...looksAt,
    "ec2:ModifySecurityGroupRules",
    "ec2:RevokeSecurityGroupEgress",
    "ec2:RevokeSecurityGroupIngress",
  ],
  because: "any group of the account may be the one that was changed",
});

const changes = table("security-group-changes");
const state = table("security-group-state");
/** Where whoever learns of a change hands it over, so that one lambda alone records and tells it. */
const calls = queueOf("sg-changes", "security-group-call");
const decisions = queueOf("sg-decisions", "decisions");
const policy = setting("policy");
const slack = {
  SLACK_API: text({ fallback: "https://slack.com/api" }),
  SLACK_TOKEN: secret("slack/bot-token", { optional: true, ...alerts }),
  SLACK_WEBHOOK: secret("slack/webhook-url", { optional: true, ...alerts }),
  SLACK_APP: setting("slack-app", alerts),
} as const;
/** What bringing a change's message to Slack needs. */
const telling = {
  CHANGES: nameOf(changes),
  STATE: nameOf(state),
  ACCOUNTS: nameOf(table("accounts")),
  DELIVERIES: nameOf(table("deliveries")),
  ROUTING: setting("routing", alerts),
  POLICY: policy,
  ...slack,
} as const;
const mayTell = [
  allow(["dynamodb:GetItem", "dynamodb:PutItem"], changes),
  allow(["dynamodb:GetItem", "dynamodb:PutItem"], state),
  allow(["dynamodb:GetItem"], table("accounts")),
  allow(["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem"], table("deliveries")),
] as const;

/** Each change: understood, weighed, recorded, told. Shorter than the lease of a message that is being sent. */
export const sgChanges = defineLambda({
  ...common,
  name: "sg-changes",
  summary: "Records each security-group change and asks in Slack whether it stays",
  impact: "Security-group changes are not seen, and cannot be denied",
  entry: "src/changes/handler.ts",
  trigger: queue({
    from: bus("security-group-call", {
      source: ["aws.ec2"],
      "detail-type": ["AWS API Call via CloudTrail"],
      detail: { eventSource: ["ec2.amazonaws.com"], eventName: [...securityGroupCalls] },
    }),
    batchSize: 10,
    receiveLimit: 100,
    maximumConcurrency: 5,
  }),
  timeoutSeconds: 80,
  env: { ...telling, DECISIONS: nameOf(decisions) },
  allow: [
    allow(["sts:AssumeRole"], memberRole("security-group-reader")),
    allow(["sqs:SendMessage"], decisions),
    ...mayTell,
  ],
});

/** Decides once, says so, then acts: the only one that changes anything in another account. */
export const sgDecisions = defineLambda({
  ...common,
  name: "sg-decisions",
  summary: "Does what people decided about a security-group change: keeps it, or takes exactly it back",
  impact: "Keep and Deny below security-group changes do nothing",
  entry: "src/decisions/handler.ts",
  trigger: queue({
    from: handed("decisions"),
    batchSize: 10,
    receiveLimit: 100,
    maximumConcurrency: 5,
  }),
  timeoutSeconds: 80,
  env: { ...telling, SLACK_HOOKS: text({ fallback: "https://hooks.slack.com" }) },
  allow: [allow(["sts:AssumeRole"], memberRole("security-group-responder")), ...mayTell],
});

/** Messages that nobody answered: denied where the policy says so, or expired. */
export const sgDeadlines = defineLambda({
  ...common,
  name: "sg-deadlines",
  summary:
    "Ends security-group changes that nobody answered in time, and takes up denied ones that stopped half-way",
  impact:
    "Security-group changes that nobody answered are not denied by the policy and never expire; a lost Deny stays lost",
  entry: "src/deadlines/handler.ts",
  trigger: schedule("rate(5 minutes)", "every five minutes"),
  timeoutSeconds: 50,
  env: { ...telling, DECISIONS: nameOf(decisions) },
  allow: [
    allow(["sqs:SendMessage"], decisions),
    allow(["dynamodb:Query"], indexesOf("security-group-changes")),
    ...mayTell,
  ],
});

/** The second source, for those who have CloudTrail Lake: also finds what EventBridge missed. */
export const sgLake = defineLambda({
  ...common,
  name: "sg-lake",
  summary: "Looks for security-group changes in CloudTrail Lake and hands them to sg-changes",
  impact: "Security-group changes that EventBridge missed stay unknown",
  entry: "src/lake/handler.ts",
  trigger: schedule("rate(10 minutes)", "every 10 minutes"),
  timeoutSeconds: 540,
  env: {
    CALLS: nameOf(calls),
    STATE: nameOf(state),
    EVENT_DATA_STORES: setting("event-data-stores"),
    LAKE_ROLE: nameOf(managementRole("OrgwatchLakeReader")),
    OVERLAP_MINUTES: int({ fallback: 30 }),
  },
  allow: [
    allow(["sts:AssumeRole"], managementRole("OrgwatchLakeReader")),
    allow(["sqs:SendMessage"], calls),
    allow(["dynamodb:GetItem", "dynamodb:PutItem"], state),
  ],
});

/** A modified rule can be set back only by whoever knows how it was: EC2 and CloudTrail do not say. */
export const sgRules = defineSweep({
  name: "sg-rules",
  summary: "Reads the security-group rules of all accounts, so that a modified rule can be set back",
  impact: "Deny cannot set back rules that were modified",
  stack,
  plan: "sg-rules-plan",
  each: "sg-rules-read",
  finish: "sg-rules-finish",
  concurrency: 50,
  schedule: { expression: "rate(1 day)", words: "daily" },
  timeoutMinutes: 180,
});

export const sgRulesPlan = defineLambda({
  ...common,
  name: "sg-rules-plan",
  summary: "Lists the accounts and regions whose security-group rules are read",
  impact: "The reading of security-group rules does not begin",
  entry: "src/rules/plan-handler.ts",
  trigger: sweepStep("sg-rules", "plan"),
  timeoutSeconds: 120,
  env: { ACCOUNTS: nameOf(table("accounts")), REGIONS: regions() },
  allow: [allow(["dynamodb:Scan"], table("accounts"))],
});

export const sgRulesRead = defineLambda({
  ...common,
  name: "sg-rules-read",
  summary: "Remembers the security-group rules of one account",
  impact: "Deny cannot set back modified rules of some accounts",
  entry: "src/rules/read-handler.ts",
  trigger: mapItem("sg-rules"),
  timeoutSeconds: 600,
  env: { STATE: nameOf(state) },
  allow: [
    allow(["sts:AssumeRole"], memberRole("security-group-reader")),
    allow(["dynamodb:GetItem", "dynamodb:PutItem"], state),
  ],
});

export const sgRulesFinish = defineLambda({
  ...common,
  name: "sg-rules-finish",
  summary: "Says of how many accounts the security-group rules could be read",
  impact: "Nobody hears which accounts' security-group rules could not be read",
  entry: "src/rules/finish-handler.ts",
  trigger: sweepStep("sg-rules", "finish"),
  timeoutSeconds: 120,
  env: { ACCOUNTS: nameOf(table("accounts")), STATE: nameOf(state) },
  allow: [allow(["dynamodb:Scan"], table("accounts")), allow(["dynamodb:GetItem"], state)],
});
