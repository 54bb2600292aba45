// What of an account two runs cannot be compared in: without it, «nothing is new there» would look like a fact.
import { type ReadRecord, type Unread, unreadIn } from "./read-in-both";
import type { NotComparedPlace } from "./run-manifest";

/**
 * What one of the runs does not know, or both: what the earlier one does not know first. An account of which a run knows nothing is told as a whole. What
 * the account has opted into in neither run, a region or a service, is nothing that anybody misses.
 */
export function notCompared(before: ReadRecord, now: ReadRecord): readonly NotComparedPlace[] {
  const [then, later] = [unreadIn(before, now), unreadIn(now, before)];
  const isMissed = (others: readonly Unread[]) => {
    const keys = new Set(others.map(keyOf));
    return (one: Unread) => one.why !== "not-opted-in" || !keys.has(keyOf(one));
  };
  const regions = new Set([...Object.keys(before.regions), ...Object.keys(now.regions)]);
  for (const one of then) if (one.kind === undefined && !isMissed(later)(one)) regions.delete(one.region);
  const inThen = asWhole(then.filter(isMissed(later)), regions.size);
  const inNow = asWhole(later.filter(isMissed(then)), regions.size);
  const [keysThen, keysNow] = [inThen, inNow].map((unread) => new Set(unread.map(keyOf)));
  return [
    ...inThen.map((one) => ({
      ...one,
      by: keysNow?.has(keyOf(one)) ? ("both" as const) : ("before" as const),
    })),
    ...inNow.filter((one) => !keysThen?.has(keyOf(one))).map((one) => ({ ...one, by: "now" as const })),
  ];
}

/** All of so many regions become one, where the reason is the same. */
function asWhole(unread: readonly Unread[], regions: number): readonly Unread[] {
  const whole = unread.filter(({ kind }) => kind === undefined);
  const [first] = whole;
  if (first === undefined || whole.length < regions || whole.some(({ why }) => why !== first.why))
    return unread;
  return [{ region: "*", why: first.why }, ...unread.filter(({ kind }) => kind !== undefined)];
}

function keyOf({ region, kind = "", why }: Unread): string {
  return `${why} ${region} ${kind}`;
}
