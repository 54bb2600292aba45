// The Slack V2 extension of each service. Terraform can make it, but only a person can authorise it and choose its channel.
import { idBeside, type PagerDutyService, referenceTo, selfOf } from "./account";
import { serviceReference } from "./rest-shapes";

type Fields = Readonly<Record<string, unknown>>;

/** The kinds of extensions that the account may have: PagerDuty has dozens, these are the ones that Terraform looks up here. */
export const extensionSchemas = [
  extensionSchema(
    "PSLACK2",
    "slack_v2",
    "Slack V2",
    "https://support.pagerduty.com/main/docs/slack-integration-guide",
  ),
  extensionSchema(
    "PWEBHK3",
    "generic_v3_webhook",
    "Generic V3 Webhook",
    "https://support.pagerduty.com/main/docs/webhooks",
  ),
];

export type Extensions = {
  readonly all: () => readonly Fields[];
  /** As when a person has let PagerDuty into Slack. @throws Error when there is no such extension */
  readonly authorise: (extensionId: string) => void;
};

/** One for each service, not authorised: `config` has neither a token nor a channel. */
export function newExtensions(services: readonly PagerDutyService[]): Extensions {
  const authorised = new Set<string>();
  return {
    all: () => services.map((service) => extensionShape(service, authorised.has(extensionIdOf(service)))),
    authorise: (extensionId) => {
      if (!services.some((service) => extensionIdOf(service) === extensionId))
        throw new Error(`There is no extension ${extensionId} in this PagerDuty`);
      authorised.add(extensionId);
    },
  };
}

/** The id of a service's Slack V2 extension. */
export function extensionIdOf(service: PagerDutyService): string {
  return idBeside(service, "X");
}

function extensionShape(service: PagerDutyService, authorised: boolean): Fields {
  const id = extensionIdOf(service);
  const name = `Slack for ${service.name}`;
  const connection = {
    access_token: `xoxp-sandbox-${service.team}`,
    referer: `https://orgwatch-sandbox.pagerduty.com/services/${service.serviceId}/integrations`,
    channel: `#${service.team}`,
  };
  return {
    id,
    type: "extension",
    summary: name,
    self: selfOf("extensions", id),
    html_url: null,
    name,
    endpoint_url: null,
    extension_objects: [serviceReference(service)],
    extension_schema: referenceTo("extension_schema", "extension_schemas", "PSLACK2", "Slack V2"),
    temporarily_disabled: false,
    config: {
      ...(authorised ? connection : {}),
      restrict: "any",
      notify_types: { resolve: true, acknowledge: true, assignments: true },
    },
  };
}

function extensionSchema(id: string, key: string, label: string, guideUrl: string) {
  return {
    id,
    type: "extension_schema",
    summary: label,
    self: selfOf("extension_schemas", id),
    html_url: null,
    key,
    label,
    guide_url: guideUrl,
  };
}
