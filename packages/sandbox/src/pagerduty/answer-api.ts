// PagerDuty's REST API, as far as Orgwatch and its operators read it: token, path, page, answer.
import { jsonReply } from "../slack/slack-answer";
import type { PagerDutyService, PagerDutyUser } from "./account";
import { type ApiWork, type ChangeIncidents, changeIncidents } from "./change-incidents";
import { type Extensions, extensionSchemas } from "./extensions";
import type { Incident } from "./incident";
import type { Incidents } from "./incidents";
import { apiError, type PagerDutyRequest, type Work } from "./pagerduty-answer";
import {
  alertIdOf,
  alertShape,
  escalationPolicyShape,
  incidentShape,
  integrationShape,
  scheduleShape,
  serviceShape,
} from "./rest-shapes";

export type ApiDesk = {
  /** The API key. */
  readonly token: string;
  readonly services: readonly PagerDutyService[];
  readonly users: readonly PagerDutyUser[];
  readonly incidents: Incidents;
  readonly extensions: Extensions;
};

type Fields = Readonly<Record<string, unknown>>;
type Query = URLSearchParams;

const notFound = () => apiError(404, 2100, "Not Found");
const usualPage = 25;
const largestPage = 100;

/** Answers the request whose path below the API's root is `path` (without a slash in front, without the query). */
export function answerApi(request: PagerDutyRequest, path: string, query: Query, desk: ApiDesk): ApiWork {
  // The header Accept may name a version; there is only this one.
  const [, token] = /^Token\s+token="?([^"\s]+)"?$/i.exec(request.headers.authorization ?? "") ?? [];
  if (token !== desk.token) return apiError(401, 2006, "Authentication failed");
  const [collection = "", id, part, partId] = path.split("/");
  if (request.method === "PUT") {
    if (collection !== "incidents" || part !== undefined) return notFound();
    const parts: ChangeIncidents = { ...desk, shape: (incident) => shapeOfIncident(incident, desk) };
    return changeIncidents(request, id, parts);
  }
  if (request.method !== "GET") return notFound();
  if (part !== undefined) return answerPart(collection, id ?? "", part, partId, query, desk);
  if (path === "abilities")
    return ok({ abilities: ["teams", "urgencies", "event_rules", "service_support_hours"] });
  // The sandbox's key belongs to the first person; a key of the account would have no «me».
  const singular = singulars[collection];
  const things = thingsOf(collection, query, desk);
  if (!singular || !things) return notFound();
  if (id === undefined) return page(collection, things, query);
  const found = id === "me" && collection === "users" ? things[0] : things.find((thing) => thing.id === id);
  return found ? ok({ [singular]: found }) : notFound();
}

const singulars: Readonly<Record<string, string>> = {
  services: "service",
  extensions: "extension",
  extension_schemas: "extension_schema",
  escalation_policies: "escalation_policy",
  schedules: "schedule",
  incidents: "incident",
  users: "user",
};

function thingsOf(collection: string, query: Query, desk: ApiDesk): readonly Fields[] | undefined {
  const { services, users } = desk;
  switch (collection) {
    case "services":
      return named(
        services.map((one) => serviceShape(one, query.getAll("include[]").includes("integrations"))),
        query,
      );
    case "extensions":
      return named(desk.extensions.all(), query);
    case "extension_schemas":
      return extensionSchemas;
    case "escalation_policies":
      return named(services.map(escalationPolicyShape), query);
    case "schedules":
      return named(
        services.map((one) => scheduleShape(one, users)),
        query,
      );
    case "incidents":
      return incidentsOf(query, desk).flatMap((incident) => shapeOfIncident(incident, desk));
    case "users":
      return users.map((user) => ({ ...user, type: "user", summary: user.name }));
    default:
      return undefined;
  }
}

/** Integrations of a service and alerts of an incident. */
function answerPart(
  collection: string,
  id: string,
  part: string,
  partId: string | undefined,
  query: Query,
  desk: ApiDesk,
): Work {
  const service = desk.services.find(({ serviceId }) => serviceId === id);
  if (collection === "services" && part === "integrations" && service) {
    const integration = integrationShape(service);
    return integration.id === partId ? ok({ integration }) : notFound();
  }
  const incident = desk.incidents.find(id);
  const itsService = incident && desk.services.find(({ serviceId }) => serviceId === incident.service.id);
  if (collection !== "incidents" || part !== "alerts" || !incident || !itsService) return notFound();
  const alert = alertShape(incident, itsService);
  if (partId === undefined) return page("alerts", [alert], query);
  return partId === alertIdOf(incident) ? ok({ alert }) : notFound();
}

function incidentsOf(query: Query, { incidents }: ApiDesk): readonly Incident[] {
  const statuses = query.getAll("statuses[]");
  const services = query.getAll("service_ids[]");
  const key = query.get("incident_key");
  return incidents
    .all()
    .filter(
      (incident) =>
        (statuses.length === 0 || statuses.includes(incident.status)) &&
        (services.length === 0 || services.includes(incident.service.id)) &&
        (key === null || incident.key === key),
    );
}

/** None when the incident's service is not in this account, which never is. */
function shapeOfIncident(incident: Incident, { services }: ApiDesk): readonly Fields[] {
  return services
    .filter(({ serviceId }) => serviceId === incident.service.id)
    .map((service) => incidentShape(incident, service));
}

/** `query` is a part of the name, in any case. */
function named(things: readonly Fields[], query: Query): readonly Fields[] {
  const wanted = (query.get("query") ?? "").toLowerCase();
  return things.filter(({ name }) => String(name).toLowerCase().includes(wanted));
}

function page(collection: string, things: readonly Fields[], query: Query): Work {
  const offset = wholeNumber(query.get("offset"), 0);
  const limit = Math.min(wholeNumber(query.get("limit"), usualPage), largestPage);
  const more = offset + limit < things.length;
  const total = query.get("total") === "true" ? things.length : null;
  return ok({ [collection]: things.slice(offset, offset + limit), limit, offset, more, total });
}

function wholeNumber(value: string | null, fallback: number): number {
  return value !== null && /^\d+$/.test(value) ? Number(value) : fallback;
}

function ok(body: Fields): Work {
  return { reply: jsonReply(body) };
}
