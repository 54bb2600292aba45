// The one change that a person means by its id, or by the beginning of it that `orgwatch sg list` shows.
import { inParallel } from "@orgwatch/core/concurrency";
import type { Change } from "@orgwatch/core/security-groups/change";
import { cleanLine } from "../terminal";
import { UsageProblem } from "../words-of-error";
import { daysBetween, soon } from "./find-changes";
import type { SgRegion } from "./sg-region";

/** So many characters of an id are enough to look for it, within so many days. */
const enoughCharacters = 8;
const searchedDays = 30;

/** The change, or why it is not clear which one is meant, in words. */
export type FoundChange = { readonly change: Change } | { readonly problem: string };

/**
 * Reads a change, by its whole id whenever it was made.
 * @throws UsageProblem for too few characters; TryLater when the table cannot be used.
 */
export async function findChange(
  wanted: string,
  changes: Pick<SgRegion["changes"], "get" | "byDay">,
  now: Date,
): Promise<FoundChange> {
  if (wanted.length < enoughCharacters)
    throw new UsageProblem(`give the change's id, or at least its first ${enoughCharacters} characters`);
  const exact = await changes.get(wanted);
  if (exact !== undefined) return { change: exact };
  const since = new Date(now.getTime() - searchedDays * 24 * 3600_000);
  const days = daysBetween(since, soon(now));
  const lists = await inParallel(days, 8, (day) => beginningWith(wanted, day, changes));
  const [found, ...others] = lists.flat();
  const said = cleanLine(wanted, 60);
  if (found === undefined)
    return {
      problem: `there is no security-group change ${said}, nor one of the last ${searchedDays} days that begins so`,
    };
  if (others.length > 0) {
    const ids = [found, ...others].map(({ changeId }) => cleanLine(changeId, 60)).join(", ");
    return { problem: `several security-group changes begin with ${said}: ${cleanLine(ids, 400)}` };
  }
  // The index may be a moment behind the table.
  return { change: (await changes.get(found.changeId)) ?? found };
}

async function beginningWith(
  beginning: string,
  day: string,
  changes: Pick<SgRegion["changes"], "byDay">,
): Promise<readonly Change[]> {
  const found: Change[] = [];
  const lower = beginning.toLowerCase();
  for await (const change of changes.byDay(day))
    if (change.changeId.toLowerCase().startsWith(lower)) found.push(change);
  return found;
}
