// Every lambda and table of Orgwatch: the one list that Terraform, the sandbox and the build read. scripts/new-lambda adds to it.
import * as accountDirectory from "@orgwatch/account-directory/manifest";
import * as core from "@orgwatch/core/manifest";
import * as heartbeat from "@orgwatch/heartbeat/manifest";
import type { LambdaManifest } from "@orgwatch/manifest/define-lambda";
import type { TableManifest } from "@orgwatch/manifest/define-table";
import * as pagerdutyResponder from "@orgwatch/pagerduty-responder/manifest";
import * as slackDoor from "@orgwatch/slack-door/manifest";
import * as slackNotifier from "@orgwatch/slack-notifier/manifest";

const manifests = [accountDirectory, core, heartbeat, pagerdutyResponder, slackDoor, slackNotifier];

const declared: readonly (LambdaManifest | TableManifest)[] = manifests.flatMap((module) =>
  Object.values(module),
);

export const lambdas: readonly LambdaManifest[] = declared.filter((one) => "trigger" in one);

export const tables: readonly TableManifest[] = declared.filter((one) => "partitionKey" in one);
