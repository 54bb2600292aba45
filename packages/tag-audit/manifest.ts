// EC2 instances without their tags: found in all accounts, told to their owners, and only then marked, stopped and terminated.

import { defineBucket } from "@orgwatch/manifest/define-bucket";
import { allow, defineLambda } from "@orgwatch/manifest/define-lambda";
import { defineMemberRole } from "@orgwatch/manifest/define-member-role";
import { defineSweep } from "@orgwatch/manifest/define-sweep";
import { defineTable } from "@orgwatch/manifest/define-table";
import { nameOf, regions, text } from "@orgwatch/manifest/environment";
import {
  configured,
  indexesOf,
  managementRole,
  memberRole,
  ownBucket,
  secret,
  setting,
  table,
} from "@orgwatch/manifest/references";
import { markTag } from "@orgwatch/manifest/tag-policy";
import { mapItem, sweepStep } from "@orgwatch/manifest/trigger";

const stack = "tag-audit";
const alerts = { stack: "infrasec-admin-global" } as const;
const common = { package: "tag-audit", stack, runsIn: "home-region" } as const;

/** One item for each violation (its partition key is the instance), and what became of each account and region (`cell/…`). */
export const tagViolations = defineTable({
  name: "tag-violations",
  summary: "EC2 instances that violate the tag scheme: since when, how far it has come, and what was done",
  stack,
  livesIn: "home-region",
  partitionKey: "violationId",
  expiresAt: "forgetAt",
  indexes: [
    { name: "by-account", partitionKey: "accountId", sortKey: "firstSeenAt" },
    { name: "by-status", partitionKey: "status", sortKey: "firstSeenAt" },
  ],
});

/** `runs/<run>/plan.json`, `runs/<run>/people.json`, and the reports under `reports/`, which Athena reads. */
export const tagReports = defineBucket({
  bucket: "tag-audit",
  summary: "Reports of the tag audit as NDJSON for Athena, and the plan of each run",
  stack,
  expireDays: 400,
});

/** In every account: looks, and changes nothing. */
export const tagAuditor = defineMemberRole({
  roleName: "tag-auditor",
  summary: "Lets Orgwatch read this account's EC2 instances and who may own them",
  stack,
  usedBy: ["tag-audit-scan", "tag-audit-enforce"],
  actions: [
    "cloudtrail:LookupEvents",
    "ec2:DescribeConversionTasks",
    "ec2:DescribeInstanceAttribute",
    "ec2:DescribeInstances",
    "iam:ListAccountAliases",
    "iam:ListRoles",
    "iam:ListUsers",
  ],
  because: "these calls know no resources, or are about all instances and users",
});

/** In every account, only where the configuration goes beyond `warn`: acts on instances that carry the mark. */
export const tagEnforcer = defineMemberRole({
  roleName: "tag-enforcer",
  summary: "Lets Orgwatch mark, stop and terminate this account's EC2 instances that violate the tag scheme",
  stack,
  usedBy: ["tag-audit-enforce"],
  actions: ["ec2:DescribeInstanceAttribute", "ec2:DescribeInstances"],
  because: "EC2's Describe calls know no resources",
  conditioned: [
    {
      actions: ["ec2:CreateTags", "ec2:DeleteTags"],
      on: ["arn:<partition>:ec2:*:*:instance/*"],
      // Without keys, DeleteTags would take all tags away, and "all values" holds for none.
      condition: {
        "ForAllValues:StringEquals": { "aws:TagKeys": [markTag] },
        Null: { "aws:TagKeys": "false" },
      },
    },
    {
      actions: ["ec2:ModifyInstanceAttribute", "ec2:StopInstances", "ec2:TerminateInstances"],
      on: ["arn:<partition>:ec2:*:*:instance/*"],
      condition: { Null: { [`aws:ResourceTag/${markTag}`]: "false" } },
    },
  ],
});

const violations = table("tag-violations");
const reports = ownBucket("tag-audit");
const policy = setting("policy");
const records = { VIOLATIONS: nameOf(violations), REPORTS: nameOf(reports), POLICY: policy } as const;
const slack = {
  SLACK_API: text({ fallback: "https://slack.com/api" }),
  SLACK_TOKEN: secret("slack/bot-token", { optional: true, ...alerts }),
  SLACK_WEBHOOK: secret("slack/webhook-url", { optional: true, ...alerts }),
} as const;

/** Scan all accounts, decide with all canaries and caps in view, act, report. `orgwatch tag-audit run` starts it by hand. */
export const tagAudit = defineSweep({
  name: "tag-audit",
  summary: "Looks for EC2 instances without their tags, and acts as far as the policy goes",
  impact: "EC2 instances without their tags are not found, their owners not warned, and nothing is stopped",
  stack,
  plan: "tag-audit-plan",
  each: "tag-audit-scan",
  second: { plan: "tag-audit-decide", each: "tag-audit-enforce", concurrency: 20 },
  finish: "tag-audit-finish",
  concurrency: 100,
  schedule: { expression: "rate(6 hours)", words: "every six hours" },
  timeoutMinutes: 240,
});

export const tagAuditPlan = defineLambda({
  ...common,
  name: "tag-audit-plan",
  summary: "Lists the accounts and regions that a tag audit looks at, and who may own instances",
  impact: "The tag audit does not begin",
  entry: "src/plan/handler.ts",
  trigger: sweepStep("tag-audit", "plan"),
  timeoutSeconds: 300,
  env: {
    ACCOUNTS: nameOf(table("accounts")),
    REGIONS: regions(),
    REPORTS: nameOf(reports),
    POLICY: policy,
    IDENTITY_ROLE: nameOf(managementRole("OrgwatchIdentityReader")),
  },
  allow: [
    allow(["dynamodb:Scan"], table("accounts")),
    allow(["s3:PutObject"], reports),
    allow(["sts:AssumeRole"], managementRole("OrgwatchIdentityReader")),
  ],
});

export const tagAuditScan = defineLambda({
  ...common,
  name: "tag-audit-scan",
  summary: "Looks for instances of some accounts that violate the tag scheme, and for the canaries",
  impact: "Violations of the tag scheme in some accounts are not seen",
  entry: "src/scan/handler.ts",
  trigger: mapItem("tag-audit"),
  timeoutSeconds: 600,
  memoryMb: 512,
  env: { ...records, ACCOUNTS: nameOf(table("accounts")) },
  allow: [
    allow(["sts:AssumeRole"], memberRole("tag-auditor")),
    allow(["dynamodb:GetItem"], table("accounts")),
    allow(["dynamodb:GetItem", "dynamodb:PutItem"], violations),
    allow(["dynamodb:Query"], indexesOf("tag-violations")),
    allow(["s3:GetObject"], reports),
  ],
});

export const tagAuditDecide = defineLambda({
  ...common,
  name: "tag-audit-decide",
  summary: "Decides what a tag audit does: only where all canaries were seen, and within the caps",
  impact: "The tag audit does nothing about violations",
  entry: "src/decide/handler.ts",
  trigger: sweepStep("tag-audit", "second"),
  timeoutSeconds: 300,
  memoryMb: 512,
  env: { ...records, ACCOUNTS: nameOf(table("accounts")), REGIONS: regions() },
  allow: [
    allow(["dynamodb:Scan"], table("accounts")),
    allow(["dynamodb:Query"], indexesOf("tag-violations")),
    allow(["dynamodb:GetItem", "dynamodb:PutItem"], violations),
    allow(["s3:GetObject", "s3:PutObject"], reports),
  ],
});

export const tagAuditEnforce = defineLambda({
  ...common,
  name: "tag-audit-enforce",
  summary: "Does what the plan of a tag audit says, instance by instance, and records it before and after",
  impact: "Violations of the tag scheme are not acted on in some accounts",
  entry: "src/enforce/handler.ts",
  trigger: mapItem("tag-audit", "second"),
  timeoutSeconds: 600,
  memoryMb: 512,
  env: records,
  allow: [
    allow(["sts:AssumeRole"], memberRole("tag-auditor")),
    allow(["sts:AssumeRole"], memberRole("tag-enforcer")),
    allow(["dynamodb:GetItem", "dynamodb:PutItem"], violations),
    allow(["s3:GetObject"], reports),
  ],
});

export const tagAuditFinish = defineLambda({
  ...common,
  name: "tag-audit-finish",
  summary: "Reports a tag audit: files for Athena, OpenSearch, a digest by mail, a summary in Slack",
  impact: "Nobody hears what a tag audit found and did",
  entry: "src/report/handler.ts",
  trigger: sweepStep("tag-audit", "finish"),
  timeoutSeconds: 600,
  memoryMb: 512,
  env: {
    ...records,
    ACCOUNTS: nameOf(table("accounts")),
    DELIVERIES: nameOf(table("deliveries")),
    ROUTING: setting("routing", alerts),
    // The domain's endpoint is in the policy, unless something else stands for it.
    SEARCH_ENDPOINT: text({ fallback: "" }),
    ...slack,
  },
  allow: [
    allow(["dynamodb:Scan"], table("accounts")),
    allow(["dynamodb:Query"], indexesOf("tag-violations")),
    allow(["dynamodb:GetItem", "dynamodb:PutItem"], violations),
    allow(["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem"], table("deliveries")),
    allow(["s3:GetObject", "s3:PutObject"], reports),
    allow(["ses:SendEmail"], configured("mail-identity")),
    allow(["es:ESHttpGet", "es:ESHttpHead", "es:ESHttpPost", "es:ESHttpPut"], configured("search-domain")),
  ],
});
