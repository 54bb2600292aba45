// What exists in every account and region, and what could not be read: files in S3, a manifest of each run, a summary in Slack.
import { defineBucket } from "@orgwatch/manifest/define-bucket";
import { allow, defineLambda } from "@orgwatch/manifest/define-lambda";
import { defineMemberRole } from "@orgwatch/manifest/define-member-role";
import { defineSweep } from "@orgwatch/manifest/define-sweep";
import { nameOf, regions, text } from "@orgwatch/manifest/environment";
import { memberRole, ownBucket, secret, setting, table } from "@orgwatch/manifest/references";
import { mapItem, sweepStep } from "@orgwatch/manifest/trigger";
import { actionsOf } from "./kinds/actions";
import { kinds } from "./kinds/kinds";

const stack = "inventory";
/** API Gateway has one action for all that is read. */
const apiGatewayRead = "apigateway:GET";
const alerts = { stack: "infrasec-admin-global" } as const;
const common = { package: "inventory", stack, runsIn: "home-region" } as const;

/** `AWSRecon/` (a file for each account and run, which Athena reads), `runs/` (what became of each run), `parts/` (what a run has read so far). */
export const inventoryFiles = defineBucket({
  bucket: "inventory",
  summary: "What exists in every account and region, and what became of each run",
  stack,
  expireDays: 400,
  // A run takes half a day at most; a week leaves time to look into one that failed.
  expirePrefixes: [{ prefix: "parts/", days: 7 }],
});

/** In every account: reads what the table of kinds says, and nothing that returns secrets. */
export const inventoryRole = defineMemberRole({
  roleName: "inventory",
  summary: "Lets Orgwatch list what exists in this account",
  stack,
  usedBy: ["inventory-runner"],
  actions: [...actionsOf(kinds), "cloudformation:ListResources", "ec2:DescribeRegions"]
    .filter((action) => action !== apiGatewayRead)
    .toSorted(),
  because: "an inventory lists all resources, and most calls that list know no narrower one",
  conditioned: [
    {
      // Everywhere else it would read the values of API keys too.
      actions: [apiGatewayRead],
      on: ["restapis", "restapis/*", "apis", "apis/*", "domainnames", "vpclinks", "usageplans"].map(
        (path) => `arn:<partition>:apigateway:*::/${path}`,
      ),
      condition: {},
    },
  ],
});

/** Whoever may not list the bucket is not told that a file is missing, only that it may not be read: each of these lambdas has to know. */
const files = ownBucket("inventory");
const policy = setting("policy");

/** Account by account and region by region, then a file for each account, then the manifest. `orgwatch inventory run` starts it by hand. */
export const inventorySweep = defineSweep({
  name: "inventory",
  summary: "Lists what exists in every account and region",
  impact: "The inventory is old: nobody knows what exists now",
  stack,
  plan: "inventory-orchestrator",
  each: "inventory-runner",
  second: { plan: "inventory-gather", each: "inventory-collate", concurrency: 20 },
  finish: "inventory-finish",
  concurrency: 40,
  schedule: { expression: "rate(7 days)", words: "every week" },
  timeoutMinutes: 720,
});

export const inventoryOrchestrator = defineLambda({
  ...common,
  name: "inventory-orchestrator",
  summary: "Lists the accounts and regions that an inventory looks at",
  impact: "The inventory does not begin",
  entry: "src/plan/handler.ts",
  trigger: sweepStep("inventory", "plan"),
  timeoutSeconds: 300,
  env: {
    ACCOUNTS: nameOf(table("accounts")),
    REGIONS: regions(),
    FILES: nameOf(files),
    POLICY: policy,
  },
  allow: [
    allow(["dynamodb:Scan"], table("accounts")),
    allow(["s3:GetObject", "s3:ListBucket", "s3:PutObject"], files),
  ],
});

export const inventoryRunner = defineLambda({
  ...common,
  name: "inventory-runner",
  summary: "Lists what exists in some accounts and regions",
  impact: "Some accounts and regions are missing in the inventory",
  entry: "src/run/handler.ts",
  // Some sixty clients, of which an account's region needs one after the other.
  isSplit: true,
  trigger: mapItem("inventory"),
  timeoutSeconds: 900,
  memoryMb: 1024,
  env: { FILES: nameOf(files) },
  allow: [
    allow(["sts:AssumeRole"], memberRole("inventory")),
    allow(["s3:AbortMultipartUpload", "s3:GetObject", "s3:ListBucket", "s3:PutObject"], files),
  ],
});

export const inventoryGather = defineLambda({
  ...common,
  name: "inventory-gather",
  summary: "Hands out the accounts of a run whose files can be written",
  impact: "The files of an inventory are not written",
  entry: "src/collate/gather-handler.ts",
  trigger: sweepStep("inventory", "second"),
  timeoutSeconds: 300,
  env: { FILES: nameOf(files) },
  allow: [allow(["s3:GetObject", "s3:ListBucket"], files)],
});

export const inventoryCollate = defineLambda({
  ...common,
  name: "inventory-collate",
  summary: "Writes an account's file, and how it differs from the run before",
  impact: "The files of some accounts are missing in the inventory",
  entry: "src/collate/handler.ts",
  trigger: mapItem("inventory", "second"),
  timeoutSeconds: 900,
  memoryMb: 1024,
  env: { FILES: nameOf(files) },
  allow: [allow(["s3:AbortMultipartUpload", "s3:GetObject", "s3:ListBucket", "s3:PutObject"], files)],
});

export const inventoryFinish = defineLambda({
  ...common,
  name: "inventory-finish",
  summary:
    "Writes the manifest of an inventory and tells Slack what is new, what is gone and what could not be read",
  impact: "Nobody hears what an inventory found, nor what it could not read",
  entry: "src/finish/handler.ts",
  trigger: sweepStep("inventory", "finish"),
  timeoutSeconds: 600,
  memoryMb: 1024,
  env: {
    FILES: nameOf(files),
    DELIVERIES: nameOf(table("deliveries")),
    ROUTING: setting("routing", alerts),
    SLACK_API: text({ fallback: "https://slack.com/api" }),
    SLACK_TOKEN: secret("slack/bot-token", { optional: true, ...alerts }),
    SLACK_WEBHOOK: secret("slack/webhook-url", { optional: true, ...alerts }),
  },
  allow: [
    allow(["s3:GetObject", "s3:ListBucket", "s3:PutObject"], files),
    allow(["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem"], table("deliveries")),
  ],
});
