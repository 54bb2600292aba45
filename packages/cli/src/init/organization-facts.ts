// Reads what init has to know of an organization, and says in words why it cannot.
import type { AccountFacts } from "@orgwatch/core/organization/walk-organization";
import { type CallerAccount, MayNot, type OrganizationHead } from "./caller-account";

/** What was read. `undefined` stands for what these credentials may not see. */
export type OrganizationFacts = OrganizationHead & {
  /** Whose credentials were used. */
  readonly caller: string;
  readonly rootId: string;
  readonly accounts: readonly AccountFacts[];
  /** The account that administers GuardDuty, "none", or undefined. */
  readonly guardDutyAdministrator: string | undefined;
  readonly trustedServices: readonly string[] | undefined;
};

/** There is nothing to write a configuration from. The message says what to do. */
export class OrganizationUnread extends Error {
  override readonly name = "OrganizationUnread";
}

/** @throws OrganizationUnread; whatever AWS answers besides. */
export async function readOrganization(account: CallerAccount): Promise<OrganizationFacts> {
  const caller = await account.accountId();
  const head = await account.organization().catch(unread(caller, "its management account"));
  if (head === undefined)
    throw new OrganizationUnread(
      `the account ${caller} is in no organization: use the credentials of one that is, or make one in the account that is to pay for all (aws organizations create-organization --feature-set ALL)`,
    );
  const fail = unread(caller, `the management account ${head.managementAccount}`);
  const accounts = await account.accounts().catch(fail);
  const [rootId] = await account.roots().catch(fail);
  if (rootId === undefined) throw new OrganizationUnread(`the organization ${head.id} has no root`);
  const administrators = await account.guardDutyAdministrators().catch(unseen);
  return {
    ...head,
    caller,
    rootId,
    accounts,
    guardDutyAdministrator: administrators && (administrators[0] ?? "none"),
    trustedServices: await account.trustedServices().catch(unseen),
  };
}

function unread(caller: string, who: string): (error: unknown) => never {
  return (error) => {
    if (!(error instanceof MayNot)) throw error;
    throw new OrganizationUnread(
      `the account ${caller} may not read the organization (${error.action}): use the credentials of ${who}, or of an account that administers a service for it`,
      { cause: error },
    );
  };
}

/** Not being allowed to see something is an answer; everything else is not. */
export function unseen(error: unknown): undefined {
  if (error instanceof MayNot) return undefined;
  throw error;
}
