// Things of the account as PagerDuty's REST API shows them; fields that Orgwatch has no use for are left out.
import {
  idBeside,
  integrationName,
  type PagerDutyService,
  type PagerDutyUser,
  pageOf,
  referenceTo,
  selfOf,
} from "./account";
import type { Incident } from "./incident";

type Fields = Readonly<Record<string, unknown>>;

/** A service; its integrations are references unless `wholeIntegrations` (`include[]=integrations`). */
export function serviceShape(service: PagerDutyService, wholeIntegrations: boolean): Fields {
  const { serviceId, name } = service;
  const integration = integrationShape(service);
  return {
    ...thing("service", "services", serviceId, name),
    name,
    description: `Alerts of the team ${service.team}`,
    status: "active",
    alert_creation: "create_alerts_and_incidents",
    incident_urgency_rule: { type: "constant", urgency: "severity_based" },
    escalation_policy: escalationPolicyReference(service),
    integrations: [
      wholeIntegrations
        ? integration
        : { ...integrationReference(service), type: "events_api_v2_inbound_integration_reference" },
    ],
    teams: [],
  };
}

/** A service's Events v2 integration, with its key. */
export function integrationShape(service: PagerDutyService): Fields {
  return {
    ...integrationReference(service),
    type: "events_api_v2_inbound_integration",
    name: integrationName,
    service: serviceReference(service),
    integration_key: service.routingKey,
  };
}

/** The integration as webhooks and log entries name it. */
export function integrationReference(service: PagerDutyService) {
  const path = `services/${service.serviceId}/integrations`;
  return referenceTo("inbound_integration", path, idBeside(service, "I"), integrationName);
}

/** A service in another thing. */
export function serviceReference({ serviceId, name }: Pick<PagerDutyService, "serviceId" | "name">) {
  return referenceTo("service", "services", serviceId, name);
}

/** A person in another thing. */
export function userReference({ id, name }: PagerDutyUser) {
  return referenceTo("user", "users", id, name);
}

/** The escalation policy that each service has for itself, in another thing. */
export function escalationPolicyReference(service: PagerDutyService) {
  return referenceTo("escalation_policy", "escalation_policies", idBeside(service, "E"), service.name);
}

/** The escalation policy of a service: its schedule, and nobody after it. */
export function escalationPolicyShape(service: PagerDutyService): Fields {
  const schedule = referenceTo("schedule", "schedules", idBeside(service, "C"), scheduleName(service));
  return {
    ...thing("escalation_policy", "escalation_policies", idBeside(service, "E"), service.name),
    name: service.name,
    num_loops: 2,
    escalation_rules: [{ id: idBeside(service, "R"), escalation_delay_in_minutes: 15, targets: [schedule] }],
    services: [serviceReference(service)],
    teams: [],
  };
}

/** The schedule of a service's team, with these people on it. */
export function scheduleShape(service: PagerDutyService, users: readonly PagerDutyUser[]): Fields {
  const name = scheduleName(service);
  return {
    ...thing("schedule", "schedules", idBeside(service, "C"), name),
    name,
    time_zone: "Etc/UTC",
    description: `On-call of the team ${service.team}`,
    users: users.map(userReference),
    escalation_policies: [escalationPolicyReference(service)],
  };
}

/** An incident, for lists and alone. */
export function incidentShape(incident: Incident, service: PagerDutyService): Fields {
  const summary = `[#${incident.number}] ${incident.title}`;
  const lastChange = incident.log.at(-1);
  return {
    ...thing("incident", "incidents", incident.id, summary),
    incident_number: incident.number,
    title: incident.title,
    status: incident.status,
    incident_key: incident.key,
    urgency: incident.urgency,
    created_at: instant(incident.createdAt),
    updated_at: instant(incident.updatedAt),
    last_status_change_at: instant(lastChange?.at ?? incident.updatedAt),
    service: serviceReference(service),
    escalation_policy: escalationPolicyReference(service),
    assignments: [],
    acknowledgements: [],
    alert_counts: alertCounts(incident),
    teams: [],
  };
}

/** The one alert of an incident. */
export function alertShape(incident: Incident, service: PagerDutyService): Fields {
  const id = alertIdOf(incident);
  const { key, severity, source, title, details, links } = incident;
  return {
    id,
    type: "alert",
    summary: title,
    self: selfOf(`incidents/${incident.id}/alerts`, id),
    html_url: pageOf("alerts", id),
    created_at: instant(incident.createdAt),
    status: incident.status === "resolved" ? "resolved" : "triggered",
    alert_key: key,
    severity,
    suppressed: false,
    service: serviceReference(service),
    integration: integrationReference(service),
    incident: referenceTo("incident", "incidents", incident.id, `[#${incident.number}] ${title}`),
    body: {
      type: "alert_body",
      details,
      contexts: links.map(({ href, text }) => ({ type: "link", href, text })),
      cef_details: { dedup_key: key, description: title, severity, source_origin: source, details },
    },
  };
}

/** The id of an incident's alert. */
export function alertIdOf({ id }: Incident): string {
  return `A${id}`;
}

/** PagerDuty tells whole seconds. */
export function instant(at: Date): string {
  return at.toISOString().replace(/\.\d+Z$/, "Z");
}

function alertCounts({ status }: Incident) {
  const resolved = status === "resolved" ? 1 : 0;
  return { all: 1, triggered: 1 - resolved, resolved };
}

function scheduleName({ team }: PagerDutyService): string {
  return `${team} on-call`;
}

function thing(type: string, path: string, id: string, summary: string) {
  return { id, type, summary, self: selfOf(path, id), html_url: pageOf(path, id) };
}
