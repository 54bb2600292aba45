// What a sweep reached, in numbers and names; and which accounts' data has become old.
import type { AccountEntry } from "@orgwatch/core/organization/account-entry";
import type { AccountResult } from "@orgwatch/core/support-cases/case";
import { isStale } from "@orgwatch/core/support-cases/stale-account";
import type { Planned } from "./sweep-input";

/** An account as the organization has it, and its last result; undefined when it was never swept. */
export type SweptAccount = {
  readonly entry: AccountEntry;
  readonly result: AccountResult | undefined;
};

/**
 * The active accounts that the run was for, by their results. `not-reached`: nothing was written down since the run began, because an item
 * failed. `stale` are accounts of the whole organization, those first that were not read for the longest time.
 */
export type SweepCounts = {
  readonly counts: Readonly<Partial<Record<AccountResult["result"] | "not-reached", number>>>;
  readonly stale: readonly { readonly accountId: string; readonly name: string; readonly words: string }[];
};

/** Counts what a run reached. */
export function countResults(accounts: readonly SweptAccount[], run: Planned, now: Date): SweepCounts {
  const counts: Partial<Record<AccountResult["result"] | "not-reached", number>> = {};
  for (const { entry, result } of accounts) {
    if (entry.state !== "ACTIVE" || run.accounts?.includes(entry.accountId) === false) continue;
    const word = result && result.checkedAt >= run.plan.startedAt ? result.result : "not-reached";
    counts[word] = (counts[word] ?? 0) + 1;
  }
  const stale = accounts
    .filter((account) => isStale(account, now))
    .toSorted((one, other) => (lastSuccessOf(one) < lastSuccessOf(other) ? -1 : 1))
    .map((account) => ({
      accountId: account.entry.accountId,
      name: account.entry.name,
      words: wordsOf(account.result),
    }));
  return { counts, stale };
}

function lastSuccessOf({ result }: SweptAccount): string {
  return result?.lastSuccessAt ?? "";
}

function wordsOf(result: AccountResult | undefined): string {
  if (result === undefined) return "never read";
  const last = result.lastSuccessAt === undefined ? "never read" : `last read ${result.lastSuccessAt}`;
  return result.result === "ok" ? last : `${last}, ${result.result}: ${result.reason ?? "no reason given"}`;
}

/** The results of accounts that are not active (any more) and do not say so yet. */
export function suspendedResults(accounts: readonly SweptAccount[], now: Date): AccountResult[] {
  return accounts.flatMap(({ entry, result }) => {
    if (entry.state === "ACTIVE") return [];
    const reason =
      entry.state === "LEFT"
        ? "the account left the organization"
        : `the account is ${entry.state}, not ACTIVE`;
    if (result?.result === "suspended" && result.reason === reason) return [];
    return [
      {
        accountId: entry.accountId,
        result: "suspended",
        reason,
        cases: result?.cases ?? 0,
        checkedAt: now.toISOString(),
      },
    ];
  });
}
