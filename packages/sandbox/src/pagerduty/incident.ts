// An incident as the sandbox's PagerDuty keeps it and as the page shows it.

export type IncidentStatus = "triggered" | "acknowledged" | "resolved";

/** One thing that happened to an incident, in order. `by` is a person, or what else did it. */
export type IncidentLogEntry = { readonly at: Date; readonly what: string; readonly by: string };

/** One alert on one service; alerts are not grouped here, so that an incident has exactly one dedup key. */
export type Incident = {
  /** PagerDuty's own, e.g. `Q0000000000001`. */
  readonly id: string;
  readonly number: number;
  /** The dedup key of its alert. */
  readonly key: string;
  readonly title: string;
  readonly status: IncidentStatus;
  readonly severity: "critical" | "error" | "warning" | "info";
  readonly urgency: "high" | "low";
  readonly service: { readonly id: string; readonly name: string };
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly source: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly links: readonly { readonly href: string; readonly text: string }[];
  readonly log: readonly IncidentLogEntry[];
};
