// A v3 webhook: what it says, and the signatures by which the receiver knows that PagerDuty said it.
import { createHmac } from "node:crypto";
import { type Actor, type PagerDutyService, pageOf, selfOf } from "./account";
import type { IncidentChange, IncidentEventType } from "./incidents";
import {
  escalationPolicyReference,
  instant,
  integrationReference,
  serviceReference,
  userReference,
} from "./rest-shapes";

/** The body of the webhook for a change, as the documentation of v3 webhooks shows it ("Webhook payload"). */
export function webhookBody(
  eventId: string,
  type: IncidentEventType,
  { incident, actor, at }: IncidentChange,
  service: PagerDutyService,
): string {
  const { id, number, status, key, title, urgency, createdAt } = incident;
  return JSON.stringify({
    event: {
      id: eventId,
      event_type: type,
      resource_type: "incident",
      occurred_at: at.toISOString(),
      agent: agentOf(actor),
      client: actor.kind === "person" ? { name: "PagerDuty" } : null,
      data: {
        id,
        type: "incident",
        self: selfOf("incidents", id),
        html_url: pageOf("incidents", id),
        number,
        status,
        incident_key: key,
        created_at: instant(createdAt),
        title,
        service: serviceReference(service),
        assignees: [],
        escalation_policy: escalationPolicyReference(service),
        teams: [],
        priority: null,
        urgency,
        conference_bridge: null,
        resolve_reason: null,
      },
    },
  });
}

/** The value of `X-PagerDuty-Signature`: one signature of the raw body for each secret. */
export function signatureOf(body: string, secrets: readonly string[]): string {
  return secrets.map((secret) => `v1=${createHmac("sha256", secret).update(body).digest("hex")}`).join(",");
}

function agentOf(actor: Actor) {
  if (actor.kind === "person") return userReference(actor.user);
  return actor.kind === "integration" ? integrationReference(actor.service) : null;
}
