// The security account's part: in each region findings become messages; the home region also has the organization's bus and directory.
import { lambdas, tables } from "@orgwatch/lambdas/all";
import type { Construct } from "constructs";
import { rootUse, ruleStateOf } from "../baseline/forwarded-events";
import { LambdaBundle } from "../constructs/lambda-bundle";
import { ManifestLambda } from "../constructs/manifest-lambda";
import { OrganizationBus } from "../constructs/organization-bus";
import type { RegionScope } from "../constructs/region-scope";
import { type AlertingRule, RegionalAlerting } from "../constructs/regional-alerting";
import type { OrgConfig } from "../org-config";
import { BaseStack } from "./base-stack";

const stack = "infrasec-admin-global";

/** Applied after `org-root`, in the security account. `bundles` is the folder of the lambdas' zips. */
export class InfrasecAdminGlobalStack extends BaseStack {
  constructor(scope: Construct, config: OrgConfig, bundles: string) {
    super(scope, stack, { config, account: "infrasec" });
    const bus = new OrganizationBus(this.home, "bus", {
      place: this.home.place,
      organizationId: config.organization.id,
    });
    const alerting = new Map(this.regions.map((region) => [region, this.alerting(region, bus)]));
    const keyArns = Object.fromEntries(
      [...alerting].map(([{ place }, { keyArn }]) => [place.region, keyArn]),
    );
    const own = lambdas
      .filter((lambda) => lambda.stack === stack)
      .map((manifest) => ({
        manifest,
        bundle: new LambdaBundle(this, manifest.name, { lambda: manifest.name, folder: bundles }),
      }));
    for (const [region, regional] of alerting) {
      const made = own
        .filter(({ manifest }) => manifest.runsIn === "each-region" || region === this.home)
        .map(
          ({ manifest, bundle }) =>
            new ManifestLambda(region, manifest.name, {
              manifest,
              bundle,
              place: region.place,
              managementAccountId: config.accounts.management,
              teams: config.teams.map(({ name }) => name),
              topicArns: regional.topicArns,
              failoverArn: regional.failoverArn,
              keyArns,
              logRetentionDays: config.logRetentionDays,
              bus: bus.reference,
            }),
        );
      regional.alertAfter(made.flatMap(({ subscriptions }) => subscriptions));
    }
  }

  private alerting(region: RegionScope, bus: OrganizationBus): RegionalAlerting {
    return new RegionalAlerting(region, "alerting", {
      place: region.place,
      config: this.config,
      stack,
      tables: tables.filter((table) => table.stack === stack),
      furtherRules: region === this.home ? rootUseRules(bus) : [],
    });
  }
}

function rootUseRules(bus: OrganizationBus): readonly AlertingRule[] {
  return rootUse.map((event) => ({
    name: `orgwatch-${event.name}`,
    description: event.words,
    pattern: event.pattern,
    state: ruleStateOf(event),
    to: "alert",
    bus: bus.reference,
  }));
}
