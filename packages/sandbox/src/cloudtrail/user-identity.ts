// CloudTrail's `userIdentity` for each kind of caller.
import type { Principal } from "../aws-call";

/** Who called, in CloudTrail's words. Roots and roles have no user name. */
export function userIdentity(
  principal: Principal,
  accessKeyId: string,
  at: string,
): Readonly<Record<string, unknown>> {
  const { accountId } = principal;
  switch (principal.kind) {
    case "admin":
      return {
        type: "IAMUser",
        principalId: `AIDA${accountId}`,
        arn: `arn:aws:iam::${accountId}:user/admin`,
        accountId,
        accessKeyId,
        userName: "admin",
      };
    case "root":
      return {
        type: "Root",
        principalId: accountId,
        arn: `arn:aws:iam::${accountId}:root`,
        accountId,
        accessKeyId,
        sessionContext: { attributes: { creationDate: at, mfaAuthenticated: "false" }, assumedRoot: "true" },
      };
    case "role": {
      const role = principal.roleName ?? "role";
      const session = principal.sessionName ?? "session";
      return {
        type: "AssumedRole",
        principalId: `AROA${accountId}:${session}`,
        arn: `arn:aws:sts::${accountId}:assumed-role/${role}/${session}`,
        accountId,
        accessKeyId,
        sessionContext: {
          sessionIssuer: {
            type: "Role",
            principalId: `AROA${accountId}`,
            arn: `arn:aws:iam::${accountId}:role/${role}`,
            accountId,
            userName: role,
          },
          attributes: { creationDate: at, mfaAuthenticated: "false" },
        },
      };
    }
  }
}
