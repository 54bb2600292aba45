// Which accounts a job works in, by the lists that its user wrote.
import type { Account } from "./account";

/** Accounts by id, and by an OU anywhere above them. */
export type AccountNames = {
  readonly accounts?: readonly string[];
  readonly organizationalUnits?: readonly string[];
};

/** Without `include` (or with an empty one) every account is taken; `exclude` wins over `include`. */
export type AccountSelection = { readonly include?: AccountNames; readonly exclude?: AccountNames };

/**
 * The selected accounts in their order, and the ids of the selection that name nothing: a typing error, or an account that has
 * left. The job reports those, so that a list that shrinks unnoticed is seen.
 */
export function selectAccounts(
  accounts: readonly Account[],
  selection: AccountSelection,
): { readonly selected: Account[]; readonly unmatched: string[] } {
  const { include = {}, exclude = {} } = selection;
  const wanted = idsOf(include);
  const unwanted = idsOf(exclude);
  const known = new Set(accounts.flatMap(idsAbove));
  return {
    selected: accounts.filter((account) => {
      const ids = idsAbove(account);
      return (wanted.size === 0 || ids.some((id) => wanted.has(id))) && !ids.some((id) => unwanted.has(id));
    }),
    unmatched: [...wanted, ...unwanted].filter((id) => !known.has(id)),
  };
}

function idsOf(names: AccountNames): Set<string> {
  return new Set([...(names.accounts ?? []), ...(names.organizationalUnits ?? [])]);
}

function idsAbove(account: Account): string[] {
  return [account.id, ...account.organizationalUnits.map(({ id }) => id)];
}
