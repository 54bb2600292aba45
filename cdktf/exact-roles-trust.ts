// Trust of a role in another account: exactly the named roles of the security account, as long as that is in the organization.
import { accountArn, type Partition, roleArn } from "./place";
import type { Statement } from "./policy-document";

export type TrustedRoles = {
  readonly partition: Partition;
  readonly organizationId: string;
  readonly infrasecAccountId: string;
  /** Names of the roles in the security account. */
  readonly roles: readonly string[];
};

/**
 * The roles stand in a condition on `aws:PrincipalArn`. As a principal IAM would refuse a role that does not exist yet, and this trust is
 * older than the stack that makes the roles (docs/adr/0005-trust-and-trusted-access.md).
 */
export function exactRolesTrust({
  partition,
  organizationId,
  infrasecAccountId,
  roles,
}: TrustedRoles): Statement {
  const infrasec = { partition, accountId: infrasecAccountId };
  return {
    Sid: "ExactRoles",
    Effect: "Allow",
    Principal: { AWS: accountArn(infrasec) },
    Action: ["sts:AssumeRole"],
    Condition: {
      ArnEquals: { "aws:PrincipalArn": roles.map((role) => roleArn(infrasec, role)) },
      StringEquals: { "aws:PrincipalOrgID": organizationId },
    },
  };
}
