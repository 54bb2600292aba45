// What the table says about each account, from the organization's tree and the teams' claims.

import type { Account } from "@orgwatch/core/organization/account";
import type { AccountFactsEntry } from "@orgwatch/core/organization/account-entry";
import { type Routing, teamOf } from "@orgwatch/manifest/routing";

/** One entry for each account, in every state: a late finding of a closed account still gets its name and its team. */
export function decideEntries(accounts: readonly Account[], routing: Routing): AccountFactsEntry[] {
  return accounts.map(({ id, name, state, organizationalUnits }) => ({
    accountId: id,
    name,
    state,
    organizationalUnits,
    team: teamOf(
      routing,
      id,
      organizationalUnits.map((unit) => unit.id),
    ),
  }));
}
