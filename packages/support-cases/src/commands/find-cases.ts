// The cases that a person asked for, newest activity first, with their accounts' names.
import type { AccountLookup } from "@orgwatch/core/accounts-table";
import { openStatuses, type SupportCase } from "@orgwatch/core/support-cases/case";
import type { CaseTable } from "@orgwatch/core/support-cases/case-table";
import type { Ask } from "./read-words";

/** `accountName` is undefined while the directory does not know the account. */
export type FoundCase = SupportCase & { readonly accountName: string | undefined };

/** The first cases of those that fit, and how many fit; with `more` there may be others, because reading stopped. */
export type Found = { readonly shown: readonly FoundCase[]; readonly count: number; readonly more: boolean };

/** More would not be read in Slack. */
const mostShown = 20;
/** How many cases of one status, or of one account, are looked at: a person is waiting. */
const readAtMost = 1000;

export type FindDependencies = {
  readonly cases: Pick<CaseTable, "casesBy">;
  readonly account: AccountLookup;
};

/**
 * Looks the cases up. The table of accounts cannot be searched by name, so names are those of the accounts whose cases were read: the
 * exact name if there is one (in any case), else every name that contains it.
 * @throws TryLater while the table cannot be used.
 */
export async function findCases(ask: Ask, { cases, account }: FindDependencies): Promise<Found> {
  const lists = await Promise.all(
    keysOf(ask).map(async ([index, key]) => {
      const list: SupportCase[] = [];
      for await (const one of cases.casesBy(index, key, { limit: readAtMost })) list.push(one);
      return list;
    }),
  );
  const fitting = lists
    .flat()
    .filter(
      ({ status, severityCode }) =>
        (ask.which === "all" || status !== "resolved") &&
        (ask.severity === undefined || severityCode === ask.severity),
    )
    .toSorted((one, other) => order(other.lastActivityAt, one.lastActivityAt));
  const named = async (one: SupportCase) => ({ ...one, accountName: (await account(one.accountId))?.name });
  const more = lists.some(({ length }) => length === readAtMost);
  if (!ask.account || "id" in ask.account)
    return { shown: await Promise.all(fitting.slice(0, mostShown).map(named)), count: fitting.length, more };
  const found = ofName(ask.account.name, await Promise.all(fitting.map(named)));
  return { shown: found.slice(0, mostShown), count: found.length, more };
}

/** Which lists of the table have what is asked for. */
function keysOf({
  account,
  which,
  severity,
}: Ask): (readonly ["by-account" | "by-status" | "by-severity", string])[] {
  if (account && "id" in account) return [["by-account", account.id]];
  if (which === "open") return openStatuses.map((status) => ["by-status", status]);
  if (severity !== undefined) return [["by-severity", severity]];
  return [...openStatuses, "resolved"].map((status) => ["by-status", status]);
}

function ofName(name: string, found: readonly FoundCase[]): readonly FoundCase[] {
  const wanted = name.toLowerCase();
  const nameOf = ({ accountName = "" }: FoundCase) => accountName.toLowerCase();
  const exact = found.filter((one) => nameOf(one) === wanted);
  return exact.length > 0 ? exact : found.filter((one) => nameOf(one).includes(wanted));
}

function order(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
