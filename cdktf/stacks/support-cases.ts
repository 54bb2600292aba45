// The job of support cases: besides what every job has, the alarm on accounts that cannot be read.
import type { LambdaManifest } from "@orgwatch/manifest/define-lambda";
import { caseSweep, supportCases } from "@orgwatch/support-cases/manifest";
import type { Construct } from "constructs";
import { StaleAccountsAlarm } from "../constructs/stale-accounts-alarm";
import type { OrgConfig } from "../org-config";
import { globalEventsRegion, type Partition } from "../place";
import { JobStack } from "./job-stack";

export class SupportCasesStack extends JobStack {
  constructor(scope: Construct, config: OrgConfig, bundles: string) {
    super(scope, supportCases.stack, {
      config,
      bundles,
      variablesOf: (manifest) => supportRegionOf(manifest, config.partition),
    });
    new StaleAccountsAlarm(this.home, "stale-accounts", {
      notify: this.failoverArn,
      impact: caseSweep.impact,
    });
  }
}

/** AWS Support has one region in each partition; the manifest's fallback is that of `aws`. */
function supportRegionOf({ env }: LambdaManifest, partition: Partition): Readonly<Record<string, string>> {
  const isAsked = "SUPPORT_REGION" in env && partition !== "aws";
  return isAsked ? { SUPPORT_REGION: globalEventsRegion[partition] } : {};
}
