// Reads the organization's tree, level by level, so that every account comes with its path of OUs.
import { inParallel } from "../concurrency";
import type { Account, OrganizationalUnit } from "./account";

/** An account without its place in the tree. */
export type AccountFacts = Omit<Account, "organizationalUnits">;

/** What is asked of Organizations. Each call answers all pages, or fails: a part is never taken for the whole. */
export type OrganizationReader = {
  readonly accounts: () => Promise<AccountFacts[]>;
  readonly roots: () => Promise<string[]>;
  readonly unitsIn: (parentId: string) => Promise<OrganizationalUnit[]>;
  readonly accountsIn: (parentId: string) => Promise<AccountFacts[]>;
};

type Parent = { readonly id: string; readonly path: readonly OrganizationalUnit[] };

/** All accounts of the tree by id. Each root and OU is visited once; the first failing call fails the walk. */
export async function walkOrganization(
  reader: OrganizationReader,
  concurrency: number,
): Promise<Map<string, Account>> {
  const found = new Map<string, Account>();
  let level: Parent[] = (await reader.roots()).map((id) => ({ id, path: [] }));
  while (level.length > 0) {
    const visits = await inParallel(level, concurrency, (parent) => visit(reader, parent));
    for (const account of visits.flatMap(({ accounts }) => accounts)) found.set(account.id, account);
    level = visits.flatMap(({ children }) => children);
  }
  return found;
}

async function visit(
  reader: OrganizationReader,
  { id, path }: Parent,
): Promise<{ accounts: Account[]; children: Parent[] }> {
  const accounts = await reader.accountsIn(id);
  const units = await reader.unitsIn(id);
  return {
    accounts: accounts.map((account) => ({ ...account, organizationalUnits: path })),
    children: units.map((unit) => ({ id: unit.id, path: [...path, unit] })),
  };
}
