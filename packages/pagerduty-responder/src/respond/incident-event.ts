// Something happened to an incident: shown in Slack below each of its alerts, and a person's "resolved" archives their findings.
import { inParallel } from "@orgwatch/core/concurrency";
import type { Deliveries } from "@orgwatch/core/delivery-log";
import { TryLater } from "@orgwatch/core/errors";
import type { IncidentEvent } from "@orgwatch/core/handed";
import { type FindingPlace, findingKey, findingOfKey } from "@orgwatch/core/notice/finding-key";
import { archiveFindings } from "./archive-findings";
import type { Outcome } from "./decide-archive";
import { isResolved, reasonToSkip, responsesTo } from "./decide-responses";
import type { Findings } from "./findings";
import { type Act, markDone, once } from "./once";
import type { AlertKeys } from "./pagerduty-api";
import { recordResponses, showInSlack, type TellDependencies } from "./tell-slack";

export type IncidentDependencies = TellDependencies & {
  /** The delivery log of the home region: what was done is written down there. */
  readonly home: Deliveries;
  readonly findings: Findings;
  readonly alertKeys: AlertKeys;
};

const tablesAtOnce = 8;
/** What one alert's message may take, with tables in many regions. Cut off, the lambda's other messages would be cut off with it. */
const alertMs = 15_000;

/**
 * Acts on an incident's event, once.
 * @throws TryLater while GuardDuty, PagerDuty, Slack or a table cannot be used; the next try goes on where this one ended.
 */
export async function respondToIncident(
  event: IncidentEvent,
  dependencies: IncidentDependencies,
): Promise<void> {
  const { home, now } = dependencies;
  const log = dependencies.log.with({ eventId: event.id, type: event.type, incident: event.incident.id });
  const reason = reasonToSkip(event, now());
  if (reason !== undefined) return log.info("not acted on", { because: reason });
  const act = { key: `webhook/${event.id}`, at: event.at };
  const done = await once(act, { deliveries: home, now }, async (tried) => {
    const keys = await keysLeft(event, dependencies);
    const outcomes = await endFindings(event, keys, tried, dependencies);
    await inParallel(keys, tablesAtOnce, async (key) => {
      checkTime(dependencies);
      await recordResponses(key, responsesTo(event, outcomes.get(key), now()), dependencies);
    });
    // One after the other: they stand in the same channel, which takes one message a second.
    for (const key of keys) {
      checkTime(dependencies);
      await showInSlack(key, { ...dependencies, log });
      await markDone(partOf(event, key), { deliveries: home, now });
    }
    log.info("acted on", { alerts: keys.length });
  });
  if (done === "done-before") log.info("not acted on", { because: "it was before" });
}

/** @throws TryLater when the lambda would be ended before the next alert is done. */
function checkTime({ deadline, now }: IncidentDependencies): void {
  if (deadline !== undefined && deadline.getTime() - now().getTime() < alertMs)
    throw new TryLater("this run is nearly over");
}

/** The keys of the incident's alerts that no earlier try has brought to the end. An incident may hold hundreds, and Slack is slow. */
async function keysLeft(event: IncidentEvent, { alertKeys, home }: IncidentDependencies): Promise<string[]> {
  const { id, key } = event.incident;
  const told = await alertKeys(id);
  const keys = told ?? (key === undefined ? [] : [key]);
  const left = await inParallel(keys, tablesAtOnce, async (each) =>
    (await home.read(partOf(event, each).key)) ? [] : [each],
  );
  return left.flat();
}

/** Telling one alert's message about the event. */
function partOf(event: IncidentEvent, key: string): Act {
  return { key: `webhook/${event.id}/${key}`, at: event.at };
}

/** What became of the findings, by the alerts' keys; nothing unless the incident is resolved. */
async function endFindings(
  event: IncidentEvent,
  keys: readonly string[],
  tried: boolean,
  dependencies: IncidentDependencies,
): Promise<ReadonlyMap<string, Outcome>> {
  const { findings, regions } = dependencies;
  if (!isResolved(event)) return new Map();
  const ours = keys.flatMap((key) => {
    const place = findingOfKey(key);
    return place && regions.includes(place.region) ? [{ key, place }] : [];
  });
  const reopened = await wasReopened(event, ours, dependencies);
  const decision = { at: event.at, byPerson: event.by !== undefined, tried, reopened };
  const outcomes = await archiveFindings(
    ours.map(({ place }) => place),
    decision,
    findings,
  );
  return new Map(
    ours.flatMap(({ key, place }) => {
      const outcome = outcomes.get(findingKey(place));
      return outcome === undefined ? [] : [[key, outcome] as const];
    }),
  );
}

/** PagerDuty's news overtake each other, and wait for GuardDuty: what was reopened after this end is not dealt with. */
async function wasReopened(
  { at }: IncidentEvent,
  findings: readonly { readonly key: string; readonly place: FindingPlace }[],
  { tables }: IncidentDependencies,
): Promise<boolean> {
  const since = await inParallel(findings, tablesAtOnce, async ({ key, place }) =>
    (await tables(place.region).responses.read(key)).some(
      (response) => response.what === "reopened" && Date.parse(response.at) > Date.parse(at),
    ),
  );
  return since.includes(true);
}
