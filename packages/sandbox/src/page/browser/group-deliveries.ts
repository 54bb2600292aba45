// Journal entries become deliveries: one for each finding or event, with the stops it has reached.
import type { Stop } from "../../journal";
import { tellsOfFailure } from "../../slack/record-in-journal";
import type { PageEntry } from "../page-state";

/** When a stop was last reached: on the newest way through, on an earlier one (the finding was updated since), or never. */
export type Reached =
  | { readonly when: "now"; readonly milliseconds: number }
  | { readonly when: "before" }
  | { readonly when: "never" };

export type Delivery = {
  readonly subject: string;
  readonly title: string;
  readonly accountId: string;
  readonly region: string;
  /** Start of the newest way through, ISO time. */
  readonly startedAt: string;
  /** How often it set out. */
  readonly times: number;
  readonly stops: readonly { readonly stop: Stop; readonly reached: Reached }[];
  readonly state: "delivered" | "on its way" | "dead letter";
  readonly entries: readonly PageEntry[];
};

const sources: readonly Stop[] = ["GuardDuty", "CloudTrail"];
const wayAfterSource: readonly Stop[] = ["EventBridge", "SNS", "SQS", "Lambda", "Slack"];

/** The deliveries in the order in which they began. Entries without a subject, and scheduled runs, belong to no delivery. */
export function groupDeliveries(entries: readonly PageEntry[]): Delivery[] {
  const bySubject = new Map<string, PageEntry[]>();
  for (const entry of entries) {
    if (entry.subject === undefined) continue;
    const known = bySubject.get(entry.subject);
    if (known) known.push(entry);
    else bySubject.set(entry.subject, [entry]);
  }
  return [...bySubject]
    .filter(([, own]) => own.some(({ stop }) => stop !== "Lambda"))
    .map(([subject, own]) => deliveryOf(subject, own));
}

/** The delivery of one subject, from its entries in order; there is at least one. */
export function deliveryOf(subject: string, entries: readonly PageEntry[]): Delivery {
  const starts = entries.filter(({ stop }) => sources.includes(stop));
  const first = entries[0];
  const start = starts.at(-1) ?? first;
  const startedAt = start?.at ?? "";
  const source = start && sources.includes(start.stop) ? [start.stop] : [];
  const reached = (stop: Stop) => reachedOf(stop, entries, startedAt);
  const dead = reached("Dead letters").when === "now";
  // Only what came through an alert topic goes to PagerDuty, and only what failed for good ends here.
  const paged = entries.some(({ stop }) => stop === "PagerDuty");
  const way: Stop[] = [
    ...source,
    ...wayAfterSource,
    ...(paged ? (["PagerDuty"] as const) : []),
    ...(dead ? (["Dead letters"] as const) : []),
  ];
  const posted = entries.some(
    ({ stop, at, what }) => stop === "Slack" && at >= startedAt && !tellsOfFailure(what),
  );
  return {
    subject,
    title: start?.what ?? "",
    accountId: entries.find(({ accountId }) => accountId !== "")?.accountId ?? "",
    region: entries.find(({ region }) => region !== "")?.region ?? "",
    startedAt,
    times: Math.max(1, starts.length),
    stops: way.map((stop) => ({ stop, reached: reached(stop) })),
    state: dead ? "dead letter" : posted ? "delivered" : "on its way",
    entries,
  };
}

/** A call to Slack or PagerDuty that failed is no arrival; what arrived on an earlier way still stands. */
function reachedOf(stop: Stop, entries: readonly PageEntry[], startedAt: string): Reached {
  const outside = stop === "Slack" || stop === "PagerDuty";
  const visits = entries.filter((entry) => entry.stop === stop && !(outside && tellsOfFailure(entry.what)));
  const fresh = visits.filter(({ at }) => at >= startedAt);
  // An update in Slack is a later arrival of the same way; what PagerDuty tells after its first word is what people did.
  const visit = stop === "Slack" ? fresh.at(-1) : fresh[0];
  if (visit) return { when: "now", milliseconds: Date.parse(visit.at) - Date.parse(startedAt) };
  return visits.length > 0 ? { when: "before" } : { when: "never" };
}
