// One event data store: window by window, each handed over whole before it is written down.
import type { Log } from "@orgwatch/core/log";
import type { StateTable } from "@orgwatch/core/security-groups/state-table";
import { callOfRow } from "./call-of-row";
import type { HandCalls } from "./calls-queue";
import { type EventDataStore, eventDataStoreOf } from "./event-data-store";
import type { Lake } from "./lake-api";
import { nextWindow, type Window } from "./next-window";
import { type Clock, runQuery } from "./run-query";
import { readWatermark, saveWatermark } from "./watermark";
import { windowQuery } from "./window-query";

export type StoreDependencies = Clock & {
  readonly lake: (store: EventDataStore) => Lake;
  readonly hand: HandCalls;
  readonly state: StateTable;
  readonly overlapMinutes: number;
  readonly log: Log;
};

/**
 * Hands over what the store has learnt since the last time, up to `at`. Whenever it ends early, the next run reads the same again.
 * @throws what keeps it from reading; nothing is written down that was not handed over.
 */
export async function readStore(arn: string, at: Date, dependencies: StoreDependencies): Promise<void> {
  const { state, overlapMinutes, log, now } = dependencies;
  const store = eventDataStoreOf(arn);
  for (;;) {
    const known = await readWatermark(state, arn);
    const window = nextWindow(known && new Date(known.readTo), { at, overlapMinutes });
    if (window === undefined) return;
    if (window.gapSince !== undefined)
      log.warn("CloudTrail Lake was not read for too long: changes in between stay unknown", {
        eventDataStore: arn,
        since: window.gapSince.toISOString(),
        until: window.from.toISOString(),
      });
    const sent = await handWindow(store, window, new Set(known?.sent), dependencies);
    await saveWatermark(state, arn, { readTo: window.to.toISOString(), sent }, now());
  }
}

/** Answers the ids that the next window will find again. */
async function handWindow(
  store: EventDataStore,
  window: Window,
  handed: Set<string>,
  { lake, hand, overlapMinutes, log, ...clock }: StoreDependencies,
): Promise<string[]> {
  const overlapFrom = window.to.getTime() - overlapMinutes * 60_000;
  const found = new Set<string>();
  const counts = { found: 0, new: 0, unreadable: 0 };
  for await (const rows of runQuery(lake(store), windowQuery(store, window), clock)) {
    const calls: string[] = [];
    for (const row of rows) {
      const call = callOfRow(row);
      if (call === undefined) {
        counts.unreadable += 1;
        continue;
      }
      counts.found += 1;
      if (call.at === undefined || Date.parse(call.at) > overlapFrom) found.add(call.id);
      if (handed.has(call.id)) continue;
      handed.add(call.id);
      calls.push(call.body);
    }
    await hand(calls);
    counts.new += calls.length;
  }
  const facts = { eventDataStore: store.arn, ...counts, to: window.to.toISOString() };
  if (counts.unreadable > 0) log.warn("CloudTrail Lake read; some rows are no records", facts);
  else log.info("CloudTrail Lake read", facts);
  return [...found];
}
