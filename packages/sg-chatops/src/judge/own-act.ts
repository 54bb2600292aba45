// Orgwatch takes changes back, and sees itself doing so: its own acts are recorded, and nobody is asked about them.
import type { Author } from "@orgwatch/core/security-groups/change";
import { securityGroupResponder } from "../../manifest";

/**
 * Whether the author is the role of sg-decisions in the very account that was changed. A user of that name is not, nor the role's name-sake of
 * another account: only the ARN says both, and nobody can choose it.
 */
export function isOwnAct({ kind, arn }: Author, accountId: string): boolean {
  if (kind !== "role" || arn === undefined) return false;
  const [scheme, , service, region, account, resource = "", ...more] = arn.split(":");
  const [type, role, session, ...rest] = resource.split("/");
  return (
    scheme === "arn" &&
    service === "sts" &&
    region === "" &&
    account === accountId &&
    type === "assumed-role" &&
    role === securityGroupResponder.roleName &&
    session !== undefined &&
    session !== "" &&
    more.length + rest.length === 0
  );
}
