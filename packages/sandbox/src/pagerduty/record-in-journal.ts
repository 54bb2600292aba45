// What PagerDuty did, as a stop on the event's way.
import type { Journal } from "../journal";
import { subjectOf, wordFor } from "../slack/record-in-journal";
import type { Incident } from "./incident";
import { type IncidentChange, nameOf } from "./incidents";
import type { PagerDutyCall } from "./pagerduty-answer";
import type { WebhookTry } from "./webhooks";

type Entries = Pick<Journal, "record">;

const verbs = {
  "incident.triggered": "opened",
  "incident.acknowledged": "acknowledged",
  "incident.unacknowledged": "unacknowledged",
  "incident.resolved": "resolved",
  "incident.reopened": "reopened",
} as const;

/** An incident that was opened or changed, by whom. */
export function recordChange(journal: Entries, { incident, type, actor }: IncidentChange): void {
  const what = `${type ? verbs[type] : "added to"} incident #${incident.number}`;
  const by = actor.kind === "person" ? ` (${nameOf(actor)})` : "";
  record(journal, incident.key, `${what} of ${incident.service.name}${by}: ${incident.title}`);
}

/** An event whose sender learned nothing good; `key` is its dedup key, where it told one. */
export function recordFailure(journal: Entries, key: string | undefined, call: PagerDutyCall): void {
  const reason = call.error ?? wordFor(call.outcome);
  const what = call.taken ? "took the event, but the answer was lost" : "enqueue failed";
  record(journal, key ?? "", `${what}: ${reason}`);
}

/** A webhook that was sent or tried. */
export function recordWebhook(journal: Entries, { key, number }: Incident, made: WebhookTry): void {
  const outcome = typeof made.outcome === "number" ? `HTTP ${made.outcome}` : made.outcome;
  const attempt = made.attempt > 1 ? `, try ${made.attempt}` : "";
  record(journal, key, `told of incident #${number} by webhook (${outcome}${attempt})`);
}

/** The account is known from the stops before this one: a dedup key does not tell it. */
function record(journal: Entries, key: string, what: string): void {
  journal.record({ stop: "PagerDuty", ...subjectOf({ key }), what });
}
