// The one list of accounts that every job starts from. It is complete, or it is an error.
import { type Account, activeAccounts } from "./account";
import type { AccountSource } from "./account-source";
import { type AccountFacts, type OrganizationReader, walkOrganization } from "./walk-organization";

/** How Organizations is reached. */
export type OrganizationAccess = {
  readonly ownAccountId: () => Promise<string>;
  readonly asSelf: () => OrganizationReader;
  readonly asRole: (roleArn: string) => OrganizationReader;
};

/** Organizations publishes no rate; with more callers than this it answers TooManyRequestsException more often than accounts. */
const organizationsConcurrency = 5;

/** Accounts kept moving between OUs while the tree was read: the next run sees them at rest. */
export class OrganizationMoved extends Error {
  override readonly name = "OrganizationMoved";

  constructor(missing: readonly AccountFacts[]) {
    super(
      `The organization changed while it was read: no OU holds ${missing.map(({ id }) => id).join(", ")} (twice)`,
    );
  }
}

/**
 * Every account of the source in every state, by id in ascending order; see `activeAccounts` and `selectAccounts`.
 * @throws NoActiveAccounts; OrganizationMoved; whatever Organizations or STS answered. Never part of a list.
 */
export async function listAccounts(source: AccountSource, access: OrganizationAccess): Promise<Account[]> {
  const accounts =
    source.kind === "fixed"
      ? [...source.accounts]
      : await readOrganization(await readerFor(source.roleArn, access));
  activeAccounts(accounts);
  return accounts.sort((one, other) => one.id.localeCompare(other.id));
}

/** A role of the caller's own account would only be a detour: infrasec may be the management account itself. */
async function readerFor(
  roleArn: string | undefined,
  access: OrganizationAccess,
): Promise<OrganizationReader> {
  if (roleArn === undefined || roleArn.split(":")[4] === (await access.ownAccountId()))
    return access.asSelf();
  return access.asRole(roleArn);
}

/**
 * The walk alone is not proof: an account that moves from an OU not yet read into one already read is in neither list. ListAccounts
 * knows it all the same, so a second walk looks for it.
 */
async function readOrganization(reader: OrganizationReader): Promise<Account[]> {
  const listed = await reader.accounts();
  const found = await walkOrganization(reader, organizationsConcurrency);
  if (listed.some(({ id }) => !found.has(id)))
    for (const [id, account] of await walkOrganization(reader, organizationsConcurrency))
      found.set(id, account);
  const missing = listed.filter(({ id }) => !found.has(id));
  if (missing.length > 0) throw new OrganizationMoved(missing);
  return [...found.values()];
}
