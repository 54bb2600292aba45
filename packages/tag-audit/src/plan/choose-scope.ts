// Which accounts and regions a tag audit looks at.
import { NeverAgain } from "@orgwatch/core/errors";
import type { AccountEntry } from "@orgwatch/core/organization/account-entry";
import type { TagPolicy } from "@orgwatch/core/tag-audit/policy";
import type { Asked, RunScope } from "./run-input";

/** Accounts and regions in their order, each once; exempt accounts apart. */
export type ChosenScope = Pick<RunScope, "accounts" | "regions" | "exempt">;

/**
 * Chooses active accounts and watched regions, or those of them that were asked for; accounts that the policy exempts are left out.
 * @throws NeverAgain, with all problems in words: an account or region is asked for that is unknown, an account is not active, or there is
 * nothing to look at.
 */
export function chooseScope(
  entries: readonly AccountEntry[],
  watched: readonly string[],
  asked: Asked,
  policy: Pick<TagPolicy, "exempt" | "canary">,
): ChosenScope {
  if (entries.length === 0)
    throw new NeverAgain("The table of accounts is empty: account-directory fills it");
  const active = entries.filter(({ state }) => state === "ACTIVE").map(({ accountId }) => accountId);
  const problems = [
    ...(asked.accounts ?? []).flatMap((accountId) => accountProblem(accountId, entries)),
    ...(asked.regions ?? [])
      .filter((region) => !watched.includes(region))
      .map((region) => `the region ${region} is not watched (${watched.join(", ")})`),
  ];
  if (problems.length > 0) throw new NeverAgain(`The tag audit cannot begin: ${problems.join("; ")}`);
  const named = [...new Set(asked.accounts ?? active)].toSorted();
  const exempt = named.filter((accountId) => isLeftOut(accountId, policy));
  const accounts = named.filter((accountId) => !exempt.includes(accountId));
  const regions = [...new Set(asked.regions ?? watched)];
  if (accounts.length === 0 || regions.length === 0)
    throw new NeverAgain(`The tag audit cannot begin: ${nothing(entries.length, named.length, regions)}`);
  return { accounts, regions, exempt };
}

/** The canary's account is looked at even so: nothing else shows that EC2's answers can be trusted. */
function isLeftOut(accountId: string, { exempt, canary }: Pick<TagPolicy, "exempt" | "canary">): boolean {
  const holdsCanary = canary.kind === "instance" && canary.accountId === accountId;
  return exempt.accounts.includes(accountId) && !holdsCanary;
}

function accountProblem(accountId: string, entries: readonly AccountEntry[]): string[] {
  const entry = entries.find((one) => one.accountId === accountId);
  if (entry === undefined) return [`the account ${accountId} is unknown`];
  if (entry.state === "ACTIVE") return [];
  return [`the account ${entry.name} (${accountId}) is ${entry.state}, not ACTIVE`];
}

function nothing(known: number, named: number, regions: readonly string[]): string {
  if (regions.length === 0) return "it was asked for no region";
  if (named > 0) return "all of its accounts are exempt";
  return `it was asked for no account, or none of the ${known} known ones is active`;
}
