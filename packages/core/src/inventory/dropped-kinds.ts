// Kinds of which an account had some in the run before and has none now: mostly somebody tidied up, sometimes the reading is broken.
import type { Dropped } from "./run-manifest";

/** The kinds that fell to zero, the most numerous first. Both counts are of places that both runs could read. */
export function droppedKinds(
  account: string,
  before: Readonly<Record<string, number>>,
  now: Readonly<Record<string, number>>,
): Dropped[] {
  return Object.entries(before)
    .filter(([kind, count]) => count > 0 && (now[kind] ?? 0) === 0)
    .map(([kind, count]) => ({ account, kind, before: count }))
    .toSorted((one, other) => other.before - one.before || (one.kind < other.kind ? -1 : 1));
}
