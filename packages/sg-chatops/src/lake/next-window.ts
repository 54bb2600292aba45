// What part of the past is read next: from where the last run came to, with an overlap, up to now.

/** Events after `from`, up to and including `to`; both ends are whole seconds, as in CloudTrail. */
export type Window = {
  readonly from: Date;
  readonly to: Date;
  /** Changes after this and before `from` are never looked for. */
  readonly gapSince: Date | undefined;
};

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
/** A store that was never read is read so far back. */
const firstMinutes = 60;
/** A change that is older than this was decided by the facts; and a query pays for all that it scans. */
const oldestDays = 7;
/** What was missed is read day by day, and each day is written down: a run that ends early does not begin anew. */
const atOnceMs = dayMs;

/**
 * The next window of a store that was read up to `readTo` (undefined: never), as of `at`. Undefined: nothing is left to read. Events arrive
 * in a store minutes after they happened, so that windows overlap by `overlapMinutes`.
 */
export function nextWindow(
  readTo: Date | undefined,
  { at, overlapMinutes }: { readonly at: Date; readonly overlapMinutes: number },
): Window | undefined {
  const now = inSeconds(at.getTime());
  if (readTo === undefined)
    return { from: new Date(now - firstMinutes * minuteMs), to: new Date(now), gapSince: undefined };
  if (readTo.getTime() >= now) return undefined;
  const oldest = now - oldestDays * dayMs;
  const from = Math.max(inSeconds(readTo.getTime()) - overlapMinutes * minuteMs, oldest);
  const to = Math.min(Math.max(readTo.getTime(), oldest) + atOnceMs, now);
  return {
    from: new Date(from),
    to: new Date(to),
    gapSince: readTo.getTime() < oldest ? readTo : undefined,
  };
}

function inSeconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1000) * 1000;
}
