// An alert as PagerDuty's Events API v2 takes it. The integration key is no part of it: it is added when the alert is sent.

export type PagerDutySeverity = "critical" | "error" | "warning" | "info";

export type PagerDutyLink = { readonly href: string; readonly text: string };

/** What opens, repeats or resolves an incident. `dedup_key` has 1 to 255 characters, `summary` 1 to 1,024; all of it at most 512 KB. */
export type PagerDutyEvent = {
  readonly event_action: "trigger" | "resolve";
  readonly dedup_key: string;
  readonly payload: {
    readonly summary: string;
    readonly source: string;
    readonly severity: PagerDutySeverity;
    /** ISO */
    readonly timestamp?: string;
    readonly component?: string;
    readonly group?: string;
    readonly class?: string;
    readonly custom_details?: Readonly<Record<string, string | number>>;
  };
  readonly links?: readonly PagerDutyLink[];
  readonly client?: string;
};
