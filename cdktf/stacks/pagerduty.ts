// PagerDuty's part: who is called, and the keys by which the alert stacks reach it. Applied in the security account.
import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter";
import { DataPagerdutyExtensionSchema } from "@cdktf/provider-pagerduty/lib/data-pagerduty-extension-schema";
import { DataPagerdutyVendor } from "@cdktf/provider-pagerduty/lib/data-pagerduty-vendor";
import { PagerdutyProvider } from "@cdktf/provider-pagerduty/lib/provider";
import { integrationKeyName, parameterName } from "@orgwatch/manifest/names";
import { Fn } from "cdktf";
import type { Construct } from "constructs";
import { PagerdutyTeam } from "../constructs/pagerduty-team";
import { PagerdutyWebhooks } from "../constructs/pagerduty-webhooks";
import type { OrgConfig } from "../org-config";
import { BaseStack } from "./base-stack";

/** Also the prefix of its parameters. */
const stack = "pagerduty";

/**
 * Its outputs are SSM parameters in each region, so that no stack reads another one's state. PagerDuty's API key comes from the environment
 * (`PAGERDUTY_TOKEN`): as a variable or a data source it would be in the state.
 */
export class PagerdutyStack extends BaseStack {
  constructor(scope: Construct, config: OrgConfig, { onCall }: NonNullable<OrgConfig["pagerduty"]>) {
    super(scope, stack, { config, account: "infrasec" });
    new PagerdutyProvider(this, "pagerduty");
    this.addOverride("terraform.required_providers.pagerduty", {
      source: "pagerduty/pagerduty",
      version: ">= 3.30.0, < 4.0.0",
    });
    const vendor = (name: string) =>
      new DataPagerdutyVendor(this, `vendor-${name.toLowerCase()}`, { name }).id;
    const vendors = { guardduty: vendor("GuardDuty"), cloudwatch: vendor("CloudWatch") };
    const slackSchema = new DataPagerdutyExtensionSchema(this, "slack-v2", { name: "Slack V2" }).id;
    const teams = Object.entries(onCall).map(
      ([team, each]) =>
        [team, new PagerdutyTeam(this, team, { team, onCall: each, vendors, slackSchema })] as const,
    );
    for (const region of this.regions) this.keys(region, teams);
    new PagerdutyWebhooks(this, "webhooks", {
      home: this.home,
      services: Object.fromEntries(teams.map(([team, { serviceId }]) => [team, serviceId])),
      secretsParameter: parameterName(stack, "webhook-secrets"),
    });
  }

  /** In each region, so that each one pages alone. */
  private keys(region: Construct, teams: readonly (readonly [string, PagerdutyTeam])[]): void {
    const secret = (id: string, name: string, description: string, value: string) =>
      new SsmParameter(region, id, {
        name: parameterName(stack, name),
        description,
        type: "SecureString",
        tier: "Intelligent-Tiering",
        value,
      });
    secret(
      "routing-keys",
      "routing-keys",
      "Integration keys of Events v2, by team",
      Fn.jsonencode(Object.fromEntries(teams.map(([team, { routingKey }]) => [team, routingKey]))),
    );
    for (const [team, { vendorKeys }] of teams)
      for (const [vendor, key] of Object.entries(vendorKeys))
        secret(
          `integration-key-${team}-${vendor}`,
          integrationKeyName(team, vendor),
          `Integration key of ${vendor} for team ${team}, for subscriptions of SNS topics`,
          key,
        );
  }
}
