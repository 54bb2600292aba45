// The lambdas of a stack in one of its regions: all of them in the home region, elsewhere those that run in each region.
import type { LambdaManifest } from "@orgwatch/manifest/define-lambda";
import { bucketsOf } from "../buckets";
import type { OrgConfig } from "../org-config";
import { homeFirst } from "../org-config-routing";
import type { BusReference } from "./event-rule";
import type { LambdaBundle } from "./lambda-bundle";
import { ManifestLambda } from "./manifest-lambda";
import type { RegionScope } from "./region-scope";
import type { RegionalAlerting } from "./regional-alerting";

/** A lambda with its zip, which its regions share. */
export type Bundled = { readonly manifest: LambdaManifest; readonly bundle: LambdaBundle };

export type RegionalLambdasProps = {
  readonly bundled: readonly Bundled[];
  readonly config: OrgConfig;
  readonly alerting: RegionalAlerting;
  /** Of all watched regions. */
  readonly keyArns: Readonly<Record<string, string>>;
  /** The organization's bus. */
  readonly bus: BusReference;
};

/** Directly below the region. */
export function regionalLambdas(
  region: RegionScope,
  { bundled, config, alerting, keyArns, bus }: RegionalLambdasProps,
): readonly ManifestLambda[] {
  const inHome = region.place.region === config.homeRegion;
  return bundled
    .filter(({ manifest }) => manifest.runsIn === "each-region" || inHome)
    .map(
      ({ manifest, bundle }) =>
        new ManifestLambda(region, manifest.name, {
          manifest,
          bundle,
          place: region.place,
          managementAccountId: config.accounts.management,
          teams: config.teams.map(({ name }) => name),
          topicArns: alerting.topicArns,
          failoverArn: alerting.failoverArn,
          regions: homeFirst(config),
          buckets: bucketsOf(config),
          keyArns,
          logRetentionDays: config.logRetentionDays,
          bus,
        }),
    );
}
