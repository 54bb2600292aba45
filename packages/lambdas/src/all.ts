// Every lambda, table, sweep and member role of Orgwatch: the one list that Terraform, the sandbox and the build read. scripts/new-lambda adds to it.
import * as accountDirectory from "@orgwatch/account-directory/manifest";
import * as core from "@orgwatch/core/manifest";
import * as heartbeat from "@orgwatch/heartbeat/manifest";
import * as inventory from "@orgwatch/inventory/manifest";
import type { BucketManifest } from "@orgwatch/manifest/define-bucket";
import type { LambdaManifest } from "@orgwatch/manifest/define-lambda";
import type { MemberRoleManifest } from "@orgwatch/manifest/define-member-role";
import type { SweepManifest } from "@orgwatch/manifest/define-sweep";
import type { TableManifest } from "@orgwatch/manifest/define-table";
import * as pagerdutyResponder from "@orgwatch/pagerduty-responder/manifest";
import * as sgChatops from "@orgwatch/sg-chatops/manifest";
import * as slackDoor from "@orgwatch/slack-door/manifest";
import * as slackNotifier from "@orgwatch/slack-notifier/manifest";
import * as supportCases from "@orgwatch/support-cases/manifest";
import * as tagAudit from "@orgwatch/tag-audit/manifest";

const manifests = [
  accountDirectory,
  core,
  heartbeat,
  inventory,
  pagerdutyResponder,
  sgChatops,
  slackDoor,
  slackNotifier,
  supportCases,
  tagAudit,
];

type Declared = LambdaManifest | TableManifest | BucketManifest | SweepManifest | MemberRoleManifest;

const declared: readonly Declared[] = manifests.flatMap((module) => Object.values(module));

export const lambdas: readonly LambdaManifest[] = declared.filter((one) => "trigger" in one);

export const tables: readonly TableManifest[] = declared.filter((one) => "partitionKey" in one);

export const buckets: readonly BucketManifest[] = declared.filter((one) => "bucket" in one);

export const sweeps: readonly SweepManifest[] = declared.filter((one) => "plan" in one);

export const memberRoles: readonly MemberRoleManifest[] = declared.filter((one) => "roleName" in one);
