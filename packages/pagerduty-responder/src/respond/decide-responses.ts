// What is shown of something that happened to an incident, and whether it ends its findings.
import type { IncidentEvent } from "@orgwatch/core/handed";
import type { Response } from "@orgwatch/core/responses";
import type { Outcome } from "./decide-archive";

/** PagerDuty's words for what we show. */
const words: ReadonlyMap<string, Response["what"]> = new Map([
  ["incident.acknowledged", "acknowledged"],
  ["incident.unacknowledged", "unacknowledged"],
  ["incident.reopened", "reopened"],
  ["incident.resolved", "resolved"],
]);

const staleDays = 7;

/** Why an event is not acted on; undefined when it is. */
export function reasonToSkip({ type, at }: IncidentEvent, now: Date): string | undefined {
  if (!words.has(type)) return "nothing is shown of such events";
  const days = (now.getTime() - Date.parse(at)) / 86_400_000;
  return days > staleDays ? `it happened more than ${staleDays} days ago` : undefined;
}

/** Whether the event ends what the incident is about. */
export function isResolved({ type }: IncidentEvent): boolean {
  return words.get(type) === "resolved";
}

/**
 * What is shown below the message of one of the incident's alerts; `outcome` is that of its finding, if it is one and the incident is
 * resolved. Nothing is shown when PagerDuty only follows a finding that was archived before: that is shown already.
 */
export function responsesTo(event: IncidentEvent, outcome: Outcome | undefined, now: Date): Response[] {
  const what = words.get(event.type);
  if (what === undefined || (event.by === undefined && outcome?.end === "already-archived")) return [];
  const by = event.by === undefined ? {} : { by: event.by };
  const response: Response = { id: event.id, what, via: "PagerDuty", at: event.at, ...by };
  const end = outcome && endOf(outcome);
  if (end === undefined) return [response];
  // Clocks differ: what follows from it must not seem to come before it.
  const at = new Date(Math.max(now.getTime(), Date.parse(event.at))).toISOString();
  return [response, { ...response, ...end, id: `${event.id}/finding`, at }];
}

/** An outcome as a response says it; undefined when there is nothing to say. */
export function endOf(outcome: Outcome): Pick<Response, "what" | "note"> | undefined {
  if (outcome.end === "already-archived") return undefined;
  return outcome.end === "archived" ? { what: "archived" } : { what: "kept", note: outcome.note };
}
