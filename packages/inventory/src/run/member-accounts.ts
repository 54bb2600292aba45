// The accounts of the organization as the role `inventory` sees them: sessions are kept until they are about to expire, or AWS says that they have.
import {
  type AssumeRole,
  credentialsIn,
  type RoleCredentials,
  roleSessions,
} from "@orgwatch/core/organization/role-sessions";
import { inventoryRole } from "../../manifest";
import type { Through } from "../read/reader";
import { type OpenReader, sdkReader } from "../read/sdk-reader";

/** What a run needs of accounts; each by its id. */
export type MemberAccounts = {
  /** Gets a session, or has one. @throws RoleRefused. */
  readonly assume: (account: string) => Promise<unknown>;
  readonly open: (account: string, through: Through) => OpenReader;
  /** The session is of no use any more. */
  readonly renew: (account: string) => void;
};

type Session = { readonly begunAt: number; readonly credentials: () => Promise<RoleCredentials> };

/** Calls that were in flight with old credentials are refused after the first of them has got new ones, and must not throw those away. */
const youngMs = 60_000;

/** The accounts over AWS. `partition` is that of all of them. */
export function memberAccounts(dependencies: {
  readonly assumeRole: AssumeRole;
  readonly sessionName: () => string;
  readonly partition: string;
  readonly now: () => Date;
}): MemberAccounts {
  const sessions = new Map<string, Session>();
  const begin = (account: string): Session => {
    const credentialsFor = credentialsIn(roleSessions(dependencies), dependencies.partition);
    const credentials = () => credentialsFor(account, inventoryRole.roleName);
    return { begunAt: dependencies.now().getTime(), credentials };
  };
  const sessionOf = (account: string): Session => {
    const session = sessions.get(account) ?? begin(account);
    sessions.set(account, session);
    return session;
  };
  return {
    assume: (account) => sessionOf(account).credentials(),
    open: (account, through) =>
      sdkReader({ account, credentials: () => sessionOf(account).credentials(), through }),
    renew: (account) => {
      const session = sessions.get(account);
      if (session && dependencies.now().getTime() - session.begunAt >= youngMs) sessions.delete(account);
    },
  };
}
