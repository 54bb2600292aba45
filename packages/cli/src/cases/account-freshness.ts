// How fresh each account's cases are: what its last sweep ended with, and whether that is too long ago.
import { inParallel } from "@orgwatch/core/concurrency";
import type { AccountEntry } from "@orgwatch/core/organization/account-entry";
import type { AccountResult } from "@orgwatch/core/support-cases/case";
import type { HomeRegion } from "./home-region";

/** `result` is undefined for an account that no sweep has reached yet. */
export type AccountFreshness = {
  readonly accountId: string;
  readonly name: string;
  readonly state: AccountEntry["state"];
  readonly result: AccountResult | undefined;
  readonly stale: boolean;
};

/** A sweep runs every three days; a day more is for the sweep itself and one that fails. */
export const staleAfterDays = 4;
const staleAfterMs = staleAfterDays * 24 * 60 * 60_000;
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
  const all = await inParallel(known, readersAtATime, async ({ accountId, name, state }) => {
    const result = await cases.accountResult(accountId);
    return { accountId, name, state, result, stale: isStale(state, result, now) };
  });
  return all
    .filter(({ state, result }) => state !== "LEFT" || result !== undefined)
    .toSorted(
      (one, other) => one.name.localeCompare(other.name, "en") || (one.accountId < other.accountId ? -1 : 1),
    );
}

/** Only of an active account fresh cases can be expected, and only where its support plan has the API. */
export function isStale(state: AccountEntry["state"], result: AccountResult | undefined, now: Date): boolean {
  if (state !== "ACTIVE" || result?.result === "not-entitled") return false;
  const last = new Date(result?.lastSuccessAt ?? "").getTime();
  return !(now.getTime() - last <= staleAfterMs);
}
