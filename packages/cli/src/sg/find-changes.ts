// Which security-group changes a person asked for, newest first.
import type { Change } from "@orgwatch/core/security-groups/change";
import type { ChangeRange } from "@orgwatch/core/security-groups/change-table";
import { isGraver } from "@orgwatch/core/severity";
import { type StateWord, stateOf } from "./change-words";
import type { SgRegion } from "./sg-region";

/** `author` is a part of a name, session or ARN in any case; `group` a whole id or name. */
export type ChangeFilter = {
  readonly accountIds: readonly string[] | undefined;
  readonly since: Date;
  readonly until: Date | undefined;
  readonly atLeast: Change["risk"];
  readonly states: readonly StateWord[];
  readonly author: string | undefined;
  readonly group: string | undefined;
  readonly limit: number;
};

type Changes = Pick<SgRegion["changes"], "byAccount" | "byDay">;

/** A month takes four rounds, and a day that would not have been needed costs one page. */
const daysAtATime = 8;

/** At most `limit` of them. `now` is where the days begin without `until`. @throws TryLater when the table cannot be used. */
export async function findChanges(
  filter: ChangeFilter,
  changes: Changes,
  now: Date,
): Promise<readonly Change[]> {
  const { accountIds, since, until, limit } = filter;
  const range = rangeOf(since, until);
  const wanted = (list: AsyncIterable<Change>) => firstOf(list, (change) => fits(change, filter), limit);
  if (accountIds !== undefined) {
    const lists = await Promise.all(accountIds.map((id) => wanted(changes.byAccount(id, range))));
    return newestFirst(lists).slice(0, limit);
  }
  const found: Change[] = [];
  const days = daysBetween(since, until ?? soon(now));
  for (let start = 0; start < days.length && found.length < limit; start += daysAtATime) {
    const some = days.slice(start, start + daysAtATime);
    found.push(...newestFirst(await Promise.all(some.map((day) => wanted(changes.byDay(day, range))))));
  }
  return found.slice(0, limit);
}

/** Days (UTC) from the later to the earlier one, both included. */
export function daysBetween(since: Date, until: Date): readonly string[] {
  const first = Date.parse(since.toISOString().slice(0, 10));
  const count = Math.floor((until.getTime() - first) / dayMs) + 1;
  return Array.from({ length: Math.max(0, count) }, (_, index) =>
    new Date(first + (count - 1 - index) * dayMs).toISOString().slice(0, 10),
  );
}

const dayMs = 24 * 3600_000;

/** AWS's clock may be ahead of ours, on the next day already. */
export function soon(now: Date): Date {
  return new Date(now.getTime() + 3600_000);
}

/** In whole seconds: CloudTrail's times have no others, and as texts `45Z` comes after `45.000Z`. */
function rangeOf(since: Date, until: Date | undefined): ChangeRange {
  const second = (time: Date) => time.toISOString().slice(0, 19);
  return { since: second(since), ...(until === undefined ? {} : { until: `${second(until)}Z` }) };
}

async function firstOf(
  list: AsyncIterable<Change>,
  fitting: (change: Change) => boolean,
  limit: number,
): Promise<readonly Change[]> {
  const found: Change[] = [];
  for await (const change of list) {
    if (fitting(change)) found.push(change);
    // Each list is newest first: nothing after this can be among the newest of all.
    if (found.length === limit) break;
  }
  return found;
}

function fits(change: Change, { atLeast, states, author, group }: ChangeFilter): boolean {
  const { name, session, arn } = change.author;
  const names = [name, session, arn].map((text) => text?.toLowerCase());
  return (
    !isGraver(atLeast, change.risk) &&
    states.includes(stateOf(change)) &&
    (author === undefined || names.some((text) => text?.includes(author.toLowerCase()))) &&
    (group === undefined || change.groupId === group || change.groupName === group)
  );
}

function newestFirst(lists: readonly (readonly Change[])[]): Change[] {
  return lists.flat().toSorted((one, other) => order(other.changedAt, one.changedAt));
}

function order(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
