// Which of an account's cases a sweep asks AWS Support for.
import type { AccountResult, SupportCase } from "@orgwatch/core/support-cases/case";

/** A case that was written while the last sweep read is found by the next one. */
const overlapMs = 3600_000;
const dayMs = 24 * 3600_000;
/** AWS keeps cases for 12 to 24 months and may refuse to look further back; without a time it tells all it has. */
const keptDays = { atLeast: 365, atMost: 732 } as const;
/** A resolved case can be reopened for 14 days; a day more for clocks that differ. */
const reopenDays = 15;
/** What DescribeCases takes at a time. */
const idsAtATime = 100;

/** `afterTime` of DescribeCases (ISO); undefined: everything. Never before: `lookbackDays`; else since the watermark, with an overlap. */
export function timeToReadFrom(
  before: Pick<AccountResult, "watermark"> | undefined,
  { full, lookbackDays, now }: { readonly full: boolean; readonly lookbackDays: number; readonly now: Date },
): string | undefined {
  if (full) return undefined;
  const watermark = before?.watermark;
  const from =
    watermark === undefined ? now.getTime() - lookbackDays * dayMs : Date.parse(watermark) - overlapMs;
  return from < now.getTime() - keptDays.atLeast * dayMs ? undefined : new Date(from).toISOString();
}

/**
 * The ids, at most 100 at a time, of the cases in the table that can still change and that the answer (`seen`) did not have: open ones of
 * any age that AWS still keeps, and those resolved shortly before. AWS does not tell when that was: not before the last communication, and
 * not after the read that told it, which is the last one that differed from what was known.
 */
export function idsToRefresh(
  known: Iterable<SupportCase>,
  seen: ReadonlySet<string>,
  now: Date,
): readonly (readonly string[])[] {
  const kept = new Date(now.getTime() - keptDays.atMost * dayMs).toISOString();
  const reopenable = new Date(now.getTime() - reopenDays * dayMs).toISOString();
  const ids = [...known]
    .filter(({ caseId, timeCreated }) => !seen.has(caseId) && timeCreated >= kept)
    .filter(
      ({ status, lastActivityAt, readAt }) =>
        status !== "resolved" || lastActivityAt >= reopenable || readAt >= reopenable,
    )
    .map(({ caseId }) => caseId);
  return Array.from({ length: Math.ceil(ids.length / idsAtATime) }, (_, index) =>
    ids.slice(index * idsAtATime, (index + 1) * idsAtATime),
  );
}
