// Who made a change: «alice@acme.example (AdministratorAccess through Identity Center)».
import type { Author } from "@orgwatch/core/security-groups/change";
import { plainly } from "./outside-words";

/** As mrkdwn, safe and on one line. `accountId` is the changed account's: a principal of another one is said to be so. */
export function authorWords(author: Author, accountId: string): string {
  const isFromElsewhere = author.accountId !== undefined && author.accountId !== accountId;
  return `${whoWords(author)}${isFromElsewhere ? ` of account ${plainly(author.accountId ?? "", 40)}` : ""}`;
}

/** The shortest that tells people apart: the person, or else the principal. */
export function authorName({ kind, name, session }: Author): string {
  if (kind === "root") return "root user";
  return plainly((kind === "identity-center" ? session : undefined) || name || "somebody", 120);
}

function whoWords(author: Author): string {
  const { kind, session } = author;
  const name = plainly(author.name, 120) || "without a name";
  switch (kind) {
    case "root":
      return "root user";
    case "user":
      return `user ${name}`;
    case "role":
      return `role ${name}${session ? `, session ${plainly(session, 120)}` : ""}`;
    case "identity-center":
      return session
        ? `${plainly(session, 120)} (${permissionSetOf(name)} through Identity Center)`
        : `${permissionSetOf(name)} (through Identity Center)`;
    case "federated":
      return `federated user ${name}`;
    case "service":
      return `service ${name}`;
    case "unknown":
      return `somebody unknown (${name})`;
  }
}

/** Identity Center names its roles `AWSReservedSSO_<permission set>_<16 hexadecimal digits>`. */
function permissionSetOf(roleName: string): string {
  return /^AWSReservedSSO_(.+)_[0-9a-f]{16}$/.exec(roleName)?.[1] ?? roleName;
}
