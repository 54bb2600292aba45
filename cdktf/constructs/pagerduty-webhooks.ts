// PagerDuty tells Orgwatch what people do with incidents: a webhook for each service, once the address that it goes to is known.
import { DataAwsSsmParametersByPath } from "@cdktf/provider-aws/lib/data-aws-ssm-parameters-by-path";
import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter";
import { WebhookSubscription } from "@cdktf/provider-pagerduty/lib/webhook-subscription";
import { httpApiUrlParameter, unknownSecret } from "@orgwatch/manifest/names";
import { pagerdutyDoor } from "@orgwatch/pagerduty-responder/manifest";
import { Fn, TerraformCount } from "cdktf";
import { Construct } from "constructs";
import type { RegionScope } from "./region-scope";

export type PagerdutyWebhooksProps = {
  readonly home: RegionScope;
  /** PagerDuty's ids of the services, by team. */
  readonly services: Readonly<Record<string, string>>;
  /** The name of the SecureString that pagerduty-door reads. */
  readonly secretsParameter: string;
};

/** What finding-responder acts on. */
const events = ["incident.acknowledged", "incident.reopened", "incident.resolved", "incident.unacknowledged"];

/**
 * `infrasec-admin-global` writes the HTTP API's address to SSM; before it was applied there is none, and no webhook. A second apply of this
 * stack then adds them. PagerDuty tells a webhook's secret only to whoever creates it: docs/adr/0006-pagerduty-keys.md.
 */
export class PagerdutyWebhooks extends Construct {
  constructor(scope: Construct, id: string, { home, services, secretsParameter }: PagerdutyWebhooksProps) {
    super(scope, id);
    const known = new DataAwsSsmParametersByPath(home, "http-api", {
      path: httpApiUrlParameter.path,
      withDecryption: false,
    });
    const count = TerraformCount.of(Fn.lengthOf(known.values));
    const url = `${Fn.one(known.values)}${route()}`;
    const subscriptions = Object.entries(services).map(
      ([team, service]) =>
        new WebhookSubscription(this, team, {
          count,
          description: `Orgwatch: what people do with incidents of team ${team}`,
          events,
          filter: [{ type: "service_reference", id: service }],
          deliveryMethod: [{ type: "http_delivery_method", url }],
        }),
    );
    const secrets = subscriptions.map(({ fqn }) => secretOf(fqn));
    new SsmParameter(home, "webhook-secrets", {
      name: secretsParameter,
      description: "What PagerDuty signs its webhooks with: one or several, between commas",
      type: "SecureString",
      value: `\${try(coalesce(join(",", compact([${secrets.join(", ")}]))), "${unknownSecret}")}`,
      // Rotation is done by hand: the new secret beside the old one, until PagerDuty uses the new one only.
      lifecycle: { ignoreChanges: ["value"] },
    });
  }
}

/** Older versions of the provider do not keep the secret: asked for by name, the attribute would be an error of the whole plan. */
function secretOf(fqn: string): string {
  return `try(jsondecode(jsonencode(${fqn}[0].delivery_method))[0].secret, "")`;
}

function route(): string {
  const { trigger } = pagerdutyDoor;
  if (trigger.kind !== "request") throw new Error("pagerduty-door has no route");
  return trigger.path;
}
