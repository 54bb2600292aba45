// The question that CloudTrail Lake is asked.
import { securityGroupCalls } from "@orgwatch/manifest/security-groups";
import type { EventDataStore } from "./event-data-store";
import type { Window } from "./next-window";

/** The records of all calls in a window that may have changed a security group. Nothing but checked values and constants goes in. */
export function windowQuery(store: EventDataStore, { from, to }: Window): string {
  const names = securityGroupCalls.map((name) => `'${name}'`).join(", ");
  return [
    `SELECT eventJson FROM ${store.id}`,
    `WHERE eventSource = 'ec2.amazonaws.com' AND eventName IN (${names})`,
    `AND eventTime > '${timeOf(from)}' AND eventTime <= '${timeOf(to)}'`,
  ].join(" ");
}

/** `2030-01-07 09:00:00`, which Lake reads as UTC. */
function timeOf(date: Date): string {
  return date.toISOString().slice(0, 19).replace("T", " ");
}
