// The security account's part: in each region findings become messages and pages; the home region also has the organization's bus and
// directory, and the way in for Slack and PagerDuty.
import { lambdas, tables } from "@orgwatch/lambdas/all";
import { pagerdutyPager } from "@orgwatch/pagerduty-responder/manifest";
import { TerraformOutput } from "cdktf";
import type { Construct } from "constructs";
import { forwardedDetailTypes } from "../baseline/forwarded-events";
import { HeartbeatAlarms } from "../constructs/heartbeat-alarms";
import { HttpApi } from "../constructs/http-api";
import { LambdaBundle } from "../constructs/lambda-bundle";
import type { ManifestLambda } from "../constructs/manifest-lambda";
import { OrganizationBus } from "../constructs/organization-bus";
import type { RegionScope } from "../constructs/region-scope";
import { RegionalAlerting } from "../constructs/regional-alerting";
import { regionalLambdas } from "../constructs/regional-lambdas";
import { rootUseRules } from "../constructs/root-use-rules";
import { SnsPaging } from "../constructs/sns-paging";
import { VendorKeyReading } from "../constructs/vendor-keys";
import { deployedLambdas } from "../deployed-lambdas";
import type { OrgConfig } from "../org-config";
import { BaseStack } from "./base-stack";

const stack = "infrasec-admin-global";

type Regional = {
  readonly region: RegionScope;
  readonly alerting: RegionalAlerting;
  readonly lambdas: readonly ManifestLambda[];
};

/** Applied after `org-root`, in the security account. `bundles` is the folder of the lambdas' zips. */
export class InfrasecAdminGlobalStack extends BaseStack {
  constructor(scope: Construct, config: OrgConfig, bundles: string) {
    super(scope, stack, { config, account: "infrasec" });
    const bus = new OrganizationBus(this.home, "bus", {
      place: this.home.place,
      organizationId: config.organization.id,
      detailTypes: forwardedDetailTypes(config),
    });
    const alerting = this.regions.map((region) => ({ region, alerting: this.alerting(region, bus) }));
    const bundled = deployedLambdas(
      lambdas.filter((lambda) => lambda.stack === stack),
      config,
    ).map((manifest) => ({
      manifest,
      bundle: new LambdaBundle(this, manifest.name, { lambda: manifest.name, folder: bundles }),
    }));
    const keyArns = Object.fromEntries(
      alerting.map(({ region, alerting: { keyArn } }) => [region.place.region, keyArn]),
    );
    const regional = alerting.map((each) => ({
      ...each,
      lambdas: regionalLambdas(each.region, {
        bundled,
        config,
        keyArns,
        alerting: each.alerting,
        bus: bus.reference,
      }),
    }));
    const paging = this.snsPaging(regional);
    for (const { region, alerting, lambdas } of regional) {
      alerting.alertAfter([
        ...lambdas.flatMap(({ subscriptions }) => subscriptions),
        ...(paging.get(region)?.subscriptions ?? []),
      ]);
      new HeartbeatAlarms(region, "heartbeat-alarms", {
        notify: alerting.failoverArn,
        lambdas: lambdas.map(({ manifest }) => manifest.name),
        after: lambdas.flatMap(({ schedule }) => schedule ?? []),
      });
      this.httpApi({ region, alerting, lambdas });
    }
  }

  /** In the region whose lambdas answer requests. */
  private httpApi({ region, alerting, lambdas }: Regional): void {
    const routes = lambdas.flatMap(({ manifest, functionArn }) =>
      manifest.trigger.kind === "request" ? [{ manifest, trigger: manifest.trigger, functionArn }] : [],
    );
    if (routes.length === 0) return;
    const { url } = new HttpApi(region, "http-api", {
      routes,
      keyArn: alerting.keyArn,
      logRetentionDays: this.config.logRetentionDays,
      failoverArn: alerting.failoverArn,
    });
    new TerraformOutput(this, "http-api-url", {
      value: url,
      description: "Where Slack and PagerDuty reach Orgwatch",
    });
  }

  private snsPaging(regional: readonly Regional[]): ReadonlyMap<RegionScope, SnsPaging> {
    const { pagerduty } = this.config;
    if (pagerduty?.delivery !== "sns-https") return new Map();
    const onCall = Object.keys(pagerduty.onCall);
    const keys = new VendorKeyReading(this.home, "vendor-keys", { config: this.config, onCall });
    return new Map(
      regional.map(({ region, alerting: { topicArns, keyArn, failoverArn } }) => [
        region,
        new SnsPaging(region, "sns-paging", {
          place: region.place,
          teams: keys.byTeam,
          failoverKeys: keys.ofDefaultTeam,
          topicArns,
          keyArn,
          alarms: { notify: failoverArn, impact: pagerdutyPager.impact },
        }),
      ]),
    );
  }

  private alerting(region: RegionScope, bus: OrganizationBus): RegionalAlerting {
    return new RegionalAlerting(region, "alerting", {
      place: region.place,
      config: this.config,
      stack,
      tables: tables.filter(
        (table) => table.stack === stack && (table.livesIn !== "home-region" || region === this.home),
      ),
      furtherRules: region === this.home ? rootUseRules(bus.reference) : [],
    });
  }
}
