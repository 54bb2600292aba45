// Where a run could not see everything. What an account does not use at all is no gap: nothing can be hidden there.
import type { Failure, RunManifest } from "./run-manifest";

/** The account of a failure that concerns all of them alike. */
export const allAccounts = "*";

type Seen = Pick<RunManifest, "accounts" | "failures">;
type Regions = RunManifest["accounts"][number]["regions"];

/**
 * Whether a failure hides anything: not where the account has not opted into the region, or not subscribed to the service. Where no service at all can
 * be used in a region that is on (a new account that AWS has not activated), everything is hidden.
 */
export function isHiding({ type, region }: Failure, regions: Regions | undefined): boolean {
  const result = regions?.[region];
  return result === "failed" || (type !== "not-opted-in" && result !== "skipped");
}

/** How many of the accounts' regions were not read to their end. */
export function countGaps({ accounts, failures }: Seen): number {
  const hiding = new Set<string>();
  const explained = new Set<string>();
  const regionsOf = new Map(accounts.map(({ account, regions }) => [account, regions]));
  for (const failure of failures) {
    const place = `${failure.account} ${failure.region}`;
    (isHiding(failure, regionsOf.get(failure.account)) ? hiding : explained).add(place);
  }
  const isGap = (account: string, region: string, result: string) => {
    const [here, all] = [`${account} ${region}`, `${account} *`];
    if (hiding.has(here) || hiding.has(all) || result === "failed" || result === "unfinished") return true;
    return result === "partial" && !explained.has(here) && !explained.has(all);
  };
  return accounts.reduce(
    (sum, { account, regions }) =>
      sum +
      Object.entries(regions).filter(
        ([region, result]) => result !== "skipped" && isGap(account, region, result),
      ).length,
    0,
  );
}

/** How many failures concern all accounts alike; they are in no account's regions. */
export function countMistakes({ failures }: Pick<Seen, "failures">): number {
  return failures.filter(({ account }) => account === allAccounts).length;
}

/** Whether the run could read anything at all. */
export function isAnythingRead({ accounts }: Pick<RunManifest, "accounts">): boolean {
  return accounts.some(({ file }) => file !== undefined);
}
