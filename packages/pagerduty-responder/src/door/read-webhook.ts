// What a verified webhook says: something that a person did to an incident, or news that we do not use.
import type { IncidentEvent } from "@orgwatch/core/handed";
import { BadRequest } from "@orgwatch/core/on-request";
import * as z from "zod/mini";

export type Webhook =
  | { readonly kind: "incident"; readonly event: IncidentEvent }
  | { readonly kind: "unused"; readonly type: string };

/** What is shown in Slack. PagerDuty adds types over time, and sends `pagey.ping` when somebody tries the subscription. */
const used = new Set([
  "incident.acknowledged",
  "incident.unacknowledged",
  "incident.reopened",
  "incident.resolved",
]);

const id = z.string().check(z.minLength(1));
const webhookShape = z.object({
  event: z.object({
    id,
    event_type: id,
    occurred_at: z.iso.datetime({ offset: true }),
    // Null when PagerDuty did it by itself; otherwise a reference to a user, a service, an integration, ….
    agent: z.nullish(z.object({ type: z.optional(z.string()), summary: z.nullish(z.string()) })),
    data: z.unknown(),
  }),
});
const incidentShape = z.object({
  id,
  number: z.nullish(z.number()),
  html_url: z.nullish(z.string()),
  incident_key: z.nullish(z.string()),
  resolve_reason: z.nullish(z.object({ type: z.optional(z.string()) })),
});

/** Whoever merges an incident into another one is said to have resolved it; its alerts are open in the other one. */
const merged = "merge_resolve_reason";

/** Reads the body of a webhook. @throws BadRequest 400 when it is none of PagerDuty's; its message repeats nothing of the body. */
export function readWebhook(rawBody: Buffer): Webhook {
  const webhook = webhookShape.safeParse(jsonOf(rawBody)).data;
  if (!webhook) throw new BadRequest(400, "the body is not a PagerDuty v3 webhook");
  const { id: eventId, event_type: type, occurred_at, agent, data } = webhook.event;
  if (!used.has(type)) return { kind: "unused", type: type.slice(0, 60) };
  const incident = incidentShape.safeParse(data).data;
  if (!incident) throw new BadRequest(400, "the event does not name its incident");
  if (incident.resolve_reason?.type === merged) return { kind: "unused", type: `${type} (merged)` };
  const { id: incidentId, number, html_url: url, incident_key: key } = incident;
  const by = agent?.type === "user_reference" ? agent.summary || "a person without a name" : undefined;
  const event: IncidentEvent = {
    kind: "incident-event",
    id: eventId,
    type,
    at: new Date(occurred_at).toISOString(),
    ...(by === undefined ? {} : { by }),
    incident: {
      id: incidentId,
      ...(typeof number === "number" ? { number } : {}),
      ...(url ? { url } : {}),
      ...(key ? { key } : {}),
    },
  };
  return { kind: "incident", event };
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    throw new BadRequest(400, "the body is not JSON");
  }
}
