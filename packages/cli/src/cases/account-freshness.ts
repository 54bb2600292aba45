// How fresh each account's cases are: what its last sweep ended with, and whether that is too long ago.
import { inParallel } from "@orgwatch/core/concurrency";
import type { AccountEntry } from "@orgwatch/core/organization/account-entry";
import type { AccountResult } from "@orgwatch/core/support-cases/case";
import { isStale } from "@orgwatch/core/support-cases/stale-account";
import type { HomeRegion } from "../home-region";

/** `result` is undefined for an account that no sweep has reached yet. */
export type AccountFreshness = {
  readonly accountId: string;
  readonly name: string;
  readonly state: AccountEntry["state"];
  readonly result: AccountResult | undefined;
  readonly stale: boolean;
};

const readersAtATime = 50;

/**
 * All accounts that are in the organization, or have a result from when they were, by name.
 * @throws TryLater when the table cannot be used.
 */
export async function accountFreshness(
  { accounts, cases }: Pick<HomeRegion, "accounts" | "cases">,
  now: Date,
): Promise<readonly AccountFreshness[]> {
  const known = await accounts();
  const all = await inParallel(known, readersAtATime, async (entry) => {
    const { accountId, name, state } = entry;
    const result = await cases.accountResult(accountId);
    return { accountId, name, state, result, stale: isStale({ entry, result }, now) };
  });
  return all
    .filter(({ state, result }) => state !== "LEFT" || result !== undefined)
    .toSorted(
      (one, other) => one.name.localeCompare(other.name, "en") || (one.accountId < other.accountId ? -1 : 1),
    );
}
