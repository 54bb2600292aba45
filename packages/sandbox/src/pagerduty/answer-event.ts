// One event of the Events API v2: refused in PagerDuty's words, put off, or accepted, whether or not it changes anything.
import { jsonReply } from "../slack/slack-answer";
import type { PagerDutyService } from "./account";
import type { EventPace } from "./event-pace";
import type { IncidentChange, Incidents } from "./incidents";
import { invalidEvent, type PagerDutyRequest, throttleExceeded, type Work } from "./pagerduty-answer";
import { type AlertEvent, readEvent } from "./read-event";

export type EventDesk = {
  readonly incidents: Incidents;
  readonly services: readonly PagerDutyService[];
  readonly pace: EventPace;
  /** The dedup key of a trigger that brings none. */
  readonly newKey: () => string;
};

/** What came of an event; `key` is the dedup key that the answer tells. */
export type EventWork = Work & { readonly change?: IncidentChange; readonly key?: string };

/** Takes an event. An acknowledge or resolve of a key that is not open is accepted, and nothing happens. */
export function answerEvent(request: PagerDutyRequest, desk: EventDesk): EventWork {
  const read = readEvent(request.body);
  if ("errors" in read) return invalidEvent(read.errors);
  const { event } = read;
  const service = desk.services.find(({ routingKey }) => routingKey === event.routingKey);
  if (!service) return invalidEvent(["Invalid routing key"]);
  if (!desk.pace.take(service.routingKey, request.now))
    return { reply: throttleExceeded(), error: "Request Limit Exceeded" };
  const key = event.key ?? desk.newKey();
  const change = apply(event, service, key, request.now, desk.incidents);
  const reply = jsonReply({ status: "success", message: "Event processed", dedup_key: key }, 202);
  return { reply, key, ...(change && { change }) };
}

function apply(
  event: AlertEvent,
  service: PagerDutyService,
  key: string,
  at: Date,
  incidents: Incidents,
): IncidentChange | undefined {
  if (event.action === "trigger") return incidents.trigger(service, key, event.payload, at);
  const open = incidents.findOpen(service.serviceId, key);
  return open && incidents.act(open.id, event.action, { kind: "integration", service }, at);
}
