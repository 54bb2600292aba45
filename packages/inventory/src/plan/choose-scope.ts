// Which accounts and regions an inventory looks at.
import { NeverAgain } from "@orgwatch/core/errors";
import { accountWords } from "@orgwatch/core/inventory/account-words";
import type { InventoryPolicy } from "@orgwatch/core/inventory/policy";
import { globalRegion } from "@orgwatch/core/inventory/run-keys";
import type { Scope } from "@orgwatch/core/inventory/run-manifest";
import type { AccountEntry } from "@orgwatch/core/organization/account-entry";
import type { Asked } from "./run-input";

/** Accounts and regions in their order, each once; exempt accounts apart. */
export type ChosenScope = Pick<Scope, "accounts" | "regions" | "exempt" | "isPart">;
type Entry = Pick<AccountEntry, "accountId" | "name" | "state">;

/**
 * Chooses active accounts and watched regions, or those of them that were asked for; exempt accounts are left out. What belongs to no region is read
 * in any case, so that asking for `global` beside regions adds nothing.
 * @throws NeverAgain, with all problems in words: an account or region is asked for that is unknown, an account is not active, or there is
 * nothing to look at.
 */
export function chooseScope(
  entries: readonly Entry[],
  watched: readonly string[],
  asked: Asked,
  { exemptAccounts }: Pick<InventoryPolicy, "exemptAccounts">,
): ChosenScope {
  if (entries.length === 0)
    throw new NeverAgain("The table of accounts is empty: account-directory fills it");
  const [only, onlyIn] = [anyOf(asked.accounts), anyOf(asked.regions)];
  const byId = new Map(entries.map((entry) => [entry.accountId, entry]));
  const problems = [
    ...(only ?? []).flatMap((id) => accountProblem(id, byId.get(id))),
    ...regionProblems(onlyIn ?? [], watched),
  ];
  if (problems.length > 0) throw new NeverAgain(`The inventory cannot begin: ${problems.join("; ")}`);
  const active = entries.filter(({ state }) => state === "ACTIVE").map(({ accountId }) => accountId);
  const left = new Set(exemptAccounts);
  const named = (only ?? [...new Set(active)]).toSorted();
  const accounts = named.filter((id) => !left.has(id));
  if (accounts.length === 0) throw new NeverAgain(`The inventory cannot begin: ${nothing(entries, named)}`);
  return {
    accounts: accounts.map((id) => ({ id, ...nameOf(byId.get(id)) })),
    regions: (onlyIn ?? [...new Set(watched)]).filter((region) => region !== globalRegion),
    exempt: named.filter((id) => left.has(id)),
    isPart: only !== undefined || onlyIn !== undefined,
  };
}

/** An empty list is nobody's wish: it comes from an option that was left empty, and means all. */
function anyOf(list: readonly string[] | undefined): string[] | undefined {
  return list === undefined || list.length === 0 ? undefined : [...new Set(list)];
}

function accountProblem(id: string, entry: Entry | undefined): string[] {
  if (entry === undefined) return [`the account ${id} is unknown`];
  if (entry.state === "ACTIVE") return [];
  return [`the account ${accountWords({ account: id, name: entry.name })} is ${entry.state}, not ACTIVE`];
}

function regionProblems(asked: readonly string[], watched: readonly string[]): string[] {
  const regions = asked.filter((region) => region !== globalRegion);
  if (asked.length > 0 && regions.length === 0)
    return [`${globalRegion} is read in any case: name a region too`];
  return regions
    .filter((region) => !watched.includes(region))
    .map((region) => `the region ${region} is not watched (${watched.join(", ")})`);
}

function nothing(entries: readonly Entry[], named: readonly string[]): string {
  return named.length > 0
    ? "all of its accounts are exempt"
    : `none of the ${entries.length} known accounts is active`;
}

function nameOf(entry: Entry | undefined): { name?: string } {
  const name = entry?.name.trim() ?? "";
  return name === "" ? {} : { name };
}
