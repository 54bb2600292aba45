// A job with a stack of its own, in the security account's home region: its tables, buckets, settings, lambdas, queues, sweeps and their alarms.
import { DataAwsKmsAlias } from "@cdktf/provider-aws/lib/data-aws-kms-alias";
import { buckets, lambdas, sweeps, tables } from "@orgwatch/lambdas/all";
import type { LambdaManifest } from "@orgwatch/manifest/define-lambda";
import { busName, failoverTopicName } from "@orgwatch/manifest/names";
import type { Construct } from "constructs";
import { bucketsOf } from "../buckets";
import { LambdaBundle } from "../constructs/lambda-bundle";
import { ManifestBucket } from "../constructs/manifest-bucket";
import { ManifestLambda } from "../constructs/manifest-lambda";
import { ManifestSweep } from "../constructs/manifest-sweep";
import { ManifestTable } from "../constructs/manifest-table";
import { SettingParameter } from "../constructs/setting-parameter";
import { deployedLambdas } from "../deployed-lambdas";
import { grantChoicesOf } from "../grant-choices";
import type { OrgConfig } from "../org-config";
import { homeFirst } from "../org-config-routing";
import { topicArn } from "../place";
import { settingsOf } from "../settings";
import { BaseStack } from "./base-stack";

export type JobStackProps = {
  readonly config: OrgConfig;
  /** The folder of the lambdas' zips. */
  readonly bundles: string;
  /** How long what is in its buckets is kept, where the configuration says it; otherwise their manifests do. */
  readonly keepDays?: number;
  /** When its sweeps start, where the configuration says it: an expression of EventBridge Scheduler. */
  readonly schedule?: string;
  /** Of a manifest's variables those whose fallback does not hold here. */
  readonly variablesOf?: (manifest: LambdaManifest) => Readonly<Record<string, string>>;
};

/**
 * Applied after `infrasec-admin-global`, and destroyed before it. It finds that stack's key, bus, failover topic, tables and settings by their
 * names, so that neither reads the other's state. Its id is the stack that the manifests name.
 */
export abstract class JobStack extends BaseStack {
  /** The topic that alarms go to. */
  readonly failoverArn: string;

  constructor(scope: Construct, stack: string, props: JobStackProps) {
    const { config } = props;
    super(scope, stack, { config, account: "infrasec" });
    const { home } = this;
    const keyArn = new DataAwsKmsAlias(home, "key", { name: "alias/orgwatch" }).targetKeyArn;
    this.failoverArn = topicArn(home.place, failoverTopicName);
    for (const manifest of tables.filter((table) => table.stack === stack))
      new ManifestTable(home, manifest.name, { manifest, keyArn, deletionProtection: true });
    for (const manifest of buckets.filter((bucket) => bucket.stack === stack))
      new ManifestBucket(home, `bucket-${manifest.bucket}`, {
        manifest: props.keepDays === undefined ? manifest : { ...manifest, expireDays: props.keepDays },
        place: home.place,
        keyArn,
      });
    for (const [name, setting] of Object.entries(settingsOf(stack, config)))
      new SettingParameter(home, `setting-${name}`, { stack, name, setting });
    const own = deployedLambdas(lambdas, config).filter((lambda) => lambda.stack === stack);
    const functionArns = Object.fromEntries(
      own.map((manifest) => [manifest.name, this.lambda(manifest, keyArn, props)]),
    );
    for (const manifest of sweeps.filter((sweep) => sweep.stack === stack))
      new ManifestSweep(home, manifest.name, {
        manifest:
          props.schedule === undefined
            ? manifest
            : { ...manifest, schedule: { expression: props.schedule, words: props.schedule } },
        functionArns,
        place: home.place,
        keyArn,
        logRetentionDays: config.logRetentionDays,
        failoverArn: this.failoverArn,
      });
  }

  /** Its ARN. */
  private lambda(manifest: LambdaManifest, keyArn: string, { bundles, variablesOf }: JobStackProps): string {
    const { config, home } = this;
    return new ManifestLambda(home, manifest.name, {
      manifest,
      bundle: new LambdaBundle(this, manifest.name, { lambda: manifest.name, folder: bundles }),
      variables: variablesOf?.(manifest) ?? {},
      place: home.place,
      managementAccountId: config.accounts.management,
      teams: config.teams.map(({ name }) => name),
      topicArns: {},
      regions: homeFirst(config),
      buckets: bucketsOf(config),
      choices: grantChoicesOf(config, home.place),
      keyArns: { [home.place.region]: keyArn },
      logRetentionDays: config.logRetentionDays,
      bus: { name: busName },
      failoverArn: this.failoverArn,
    }).functionArn;
  }
}
