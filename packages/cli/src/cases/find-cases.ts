// Which cases a person asked for, from the index of the table that has the fewest others.
import { type SupportCase, severityCodes } from "@orgwatch/core/support-cases/case";
import type { CaseIndex } from "@orgwatch/core/support-cases/case-table";
import type { HomeRegion } from "../home-region";

/** Every case is in one of these lists: the severities, and Orgwatch's word where AWS told none. */
const allLists = [...severityCodes, "unknown"];

/** `status` is `open` (everything but `resolved`) or a word of AWS; `since` (ISO) the oldest last activity. */
export type CaseFilter = {
  readonly status: string | undefined;
  readonly accountIds: readonly string[] | undefined;
  readonly severity: string | undefined;
  readonly since: string | undefined;
  readonly limit: number | undefined;
};

type Cases = Pick<HomeRegion["cases"], "casesBy">;

/** The cases, newest activity first. @throws TryLater when the table cannot be used. */
export async function findCases(filter: CaseFilter, cases: Cases): Promise<readonly SupportCase[]> {
  const { since, limit } = filter;
  const lists = await Promise.all(
    listsFor(filter).map(async ([index, key]) => {
      const found: SupportCase[] = [];
      for await (const one of cases.casesBy(index, key, since === undefined ? {} : { since })) {
        if (fits(one, filter)) found.push(one);
        // Each list is newest first: nothing after this can be among the newest of all.
        if (found.length === limit) break;
      }
      return found;
    }),
  );
  return lists
    .flat()
    .toSorted((one, other) => order(other.lastActivityAt, one.lastActivityAt))
    .slice(0, limit);
}

/** The case with the number that people see. There is no index for it, so lists are read until it is found. */
export async function findByNumber(displayId: string, cases: Cases): Promise<SupportCase | undefined> {
  for (const severity of allLists)
    for await (const one of cases.casesBy("by-severity", severity))
      if (one.displayId === displayId) return one;
  return undefined;
}

function listsFor({ accountIds, status, severity }: CaseFilter): (readonly [CaseIndex, string])[] {
  if (accountIds !== undefined) return accountIds.map((id) => ["by-account", id]);
  if (status !== undefined && status !== "open") return [["by-status", status]];
  return (severity === undefined ? allLists : [severity]).map((one) => ["by-severity", one]);
}

function fits(one: SupportCase, { status, severity }: CaseFilter): boolean {
  const inStatus =
    status === undefined || (status === "open" ? one.status !== "resolved" : one.status === status);
  return inStatus && (severity === undefined || one.severityCode === severity);
}

function order(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
