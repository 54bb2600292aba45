// Who calls: an access key is an account's administrator, a role's or root's session, or a stranger in the default account.
import { randomBytes } from "node:crypto";
import type { Principal } from "../aws-call";

/** Temporary credentials as AWS gives them out. */
export type SessionCredentials = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
};

export type Identities = {
  /** Credentials that `whoIs` recognises for as long as the sandbox runs. */
  readonly issue: (principal: Principal) => SessionCredentials;
  readonly whoIs: (accessKeyId: string) => Principal;
};

/** Keeps sessions in memory. Twelve digits are the administrator of that account. */
export function newIdentities(
  defaultAccountId: string,
  random: (bytes: number) => Buffer = randomBytes,
): Identities {
  const sessions = new Map<string, Principal>();
  return {
    issue: (principal) => {
      const accessKeyId = `ASIA${random(8).toString("hex").toUpperCase()}`;
      sessions.set(accessKeyId, principal);
      return {
        accessKeyId,
        secretAccessKey: random(30).toString("base64"),
        sessionToken: random(96).toString("base64"),
      };
    },
    whoIs: (accessKeyId) =>
      sessions.get(accessKeyId) ?? {
        kind: "admin",
        accountId: /^\d{12}$/.test(accessKeyId) ? accessKeyId : defaultAccountId,
      },
  };
}
