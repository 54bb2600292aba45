// The job of support cases, in the security account's home region: table, lambdas, queues, the sweep and its alarms.
import { DataAwsKmsAlias } from "@cdktf/provider-aws/lib/data-aws-kms-alias";
import { lambdas, sweeps, tables } from "@orgwatch/lambdas/all";
import type { LambdaManifest } from "@orgwatch/manifest/define-lambda";
import { busName, failoverTopicName } from "@orgwatch/manifest/names";
import { supportCases } from "@orgwatch/support-cases/manifest";
import type { Construct } from "constructs";
import { bucketsOf } from "../buckets";
import { LambdaBundle } from "../constructs/lambda-bundle";
import { ManifestLambda } from "../constructs/manifest-lambda";
import { ManifestSweep } from "../constructs/manifest-sweep";
import { ManifestTable } from "../constructs/manifest-table";
import { StaleAccountsAlarm } from "../constructs/stale-accounts-alarm";
import { deployedLambdas } from "../deployed-lambdas";
import type { OrgConfig } from "../org-config";
import { homeFirst } from "../org-config-routing";
import { globalEventsRegion, type Partition, topicArn } from "../place";
import { BaseStack } from "./base-stack";

const { stack } = supportCases;

/**
 * Applied after `infrasec-admin-global`, and destroyed before it. It finds that stack's key, bus, failover topic, tables and settings by their
 * names, so that neither reads the other's state.
 */
export class SupportCasesStack extends BaseStack {
  constructor(scope: Construct, config: OrgConfig, bundles: string) {
    super(scope, stack, { config, account: "infrasec" });
    const { home } = this;
    const keyArn = new DataAwsKmsAlias(home, "key", { name: "alias/orgwatch" }).targetKeyArn;
    const failoverArn = topicArn(home.place, failoverTopicName);
    for (const manifest of tables.filter((table) => table.stack === stack))
      new ManifestTable(home, manifest.name, { manifest, keyArn, deletionProtection: true });
    const functionArns = this.lambdas(bundles, keyArn, failoverArn);
    for (const manifest of sweeps.filter((sweep) => sweep.stack === stack)) {
      new ManifestSweep(home, manifest.name, {
        manifest,
        functionArns,
        place: home.place,
        keyArn,
        logRetentionDays: config.logRetentionDays,
        failoverArn,
      });
      new StaleAccountsAlarm(home, "stale-accounts", { notify: failoverArn, impact: manifest.impact });
    }
  }

  private lambdas(bundles: string, keyArn: string, failoverArn: string): Readonly<Record<string, string>> {
    const { config, home } = this;
    const own = deployedLambdas(lambdas, config).filter((lambda) => lambda.stack === stack);
    const made = own.map((manifest) => {
      const { functionArn } = new ManifestLambda(home, manifest.name, {
        manifest,
        bundle: new LambdaBundle(this, manifest.name, { lambda: manifest.name, folder: bundles }),
        variables: supportRegionOf(manifest, config.partition),
        place: home.place,
        managementAccountId: config.accounts.management,
        teams: config.teams.map(({ name }) => name),
        topicArns: {},
        regions: homeFirst(config),
        buckets: bucketsOf(config),
        keyArns: { [home.place.region]: keyArn },
        logRetentionDays: config.logRetentionDays,
        bus: { name: busName },
        failoverArn,
      });
      return [manifest.name, functionArn] as const;
    });
    return Object.fromEntries(made);
  }
}

/** AWS Support has one region in each partition; the manifest's fallback is that of `aws`. */
function supportRegionOf({ env }: LambdaManifest, partition: Partition): Readonly<Record<string, string>> {
  const isAsked = "SUPPORT_REGION" in env && partition !== "aws";
  return isAsked ? { SUPPORT_REGION: globalEventsRegion[partition] } : {};
}
