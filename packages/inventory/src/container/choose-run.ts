// Which accounts and regions a run on Kubernetes looks at, and in which pods.
import { NeverAgain } from "@orgwatch/core/errors";
import { regionsOfScope } from "@orgwatch/core/inventory/scope-cells";
import type { AccountFacts } from "@orgwatch/core/organization/walk-organization";
import { chooseScope } from "../plan/choose-scope";
import { accountItems } from "../plan/hand-out";
import type { RunFile } from "./run-file";
import type { OrchestratorSettings } from "./settings";

export type ChosenRun = {
  readonly file: RunFile;
  /** Accounts that INCLUDE_ACCOUNTS names and nobody can look at: unknown, or no longer active. */
  readonly missing: readonly string[];
};

/**
 * Chooses the active accounts, or those of them that the settings include; an empty list includes all. It is a whole run all the same: the list
 * is a setting, not what somebody asked for once.
 * @throws NeverAgain when there is nothing to look at.
 */
export function chooseRun(
  run: string,
  accounts: readonly AccountFacts[],
  settings: Pick<OrchestratorSettings, "INCLUDE_ACCOUNTS" | "REGIONS" | "POLICY">,
): ChosenRun {
  const { INCLUDE_ACCOUNTS: included, REGIONS: regions, POLICY: policy } = settings;
  const wanted = accounts.filter(({ id }) => included.length === 0 || included.includes(id));
  if (wanted.length === 0)
    throw new NeverAgain(`The inventory cannot begin: ${nobody(accounts.length, included)}`);
  const entries = wanted.map(({ id, ...rest }) => ({ accountId: id, ...rest }));
  const { leaveOut, cloudControl } = policy;
  const scope = { run, ...chooseScope(entries, regions, {}, policy), leaveOut, cloudControl };
  const active = new Set(accounts.filter(({ state }) => state === "ACTIVE").map(({ id }) => id));
  return {
    file: { scope, items: itemsOf(scope) },
    missing: included.filter((id) => !active.has(id)),
  };
}

/** A typing error must not end up as a run over all accounts. */
function nobody(known: number, included: readonly string[]): string {
  return `Organizations lists ${known} accounts, and none of those in INCLUDE_ACCOUNTS (${included.join(", ")})`;
}

/** Whole accounts: a pod takes seconds to start, where the lambda's next call takes none. */
function itemsOf(scope: RunFile["scope"]): RunFile["items"] {
  const cellsOfEach = regionsOfScope(scope).length;
  return accountItems(scope.run, scope.accounts.length).map(({ run, from, to }) => ({
    run,
    from: from * cellsOfEach,
    to: to * cellsOfEach,
  }));
}
