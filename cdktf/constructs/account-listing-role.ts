// Who may list the organization's accounts from outside the management account: one lambda, and nothing but listing.
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import { accountArn, type Place, roleArn } from "../place";
import { policyDocument, type Statement } from "../policy-document";

/** The seed's name for it. */
export const accountListingRoleName = "OrgListAccountsViewer";

export type AccountListingRoleProps = {
  readonly place: Place;
  readonly organizationId: string;
  readonly infrasecAccountId: string;
  /** Names of the roles in the infrasec account that may become this one. */
  readonly readers: readonly string[];
};

/** A role of the management account. */
export class AccountListingRole extends Construct {
  constructor(scope: Construct, id: string, props: AccountListingRoleProps) {
    super(scope, id);
    const role = new IamRole(this, "role", {
      name: accountListingRoleName,
      description: "Lists the organization's accounts and OUs for Orgwatch",
      assumeRolePolicy: policyDocument([listingTrust(props)]),
    });
    new IamRolePolicy(this, "policy", {
      name: "list",
      role: role.name,
      policy: policyDocument([listingStatement]),
    });
  }
}

/** `*`: AWS Organizations offers no narrower resource for most of these calls, and they only read. */
export const listingStatement: Statement = {
  Sid: "ListAccounts",
  Effect: "Allow",
  Action: [
    "organizations:ListAccounts",
    "organizations:ListAccountsForParent",
    "organizations:ListOrganizationalUnitsForParent",
    "organizations:ListRoots",
  ],
  Resource: ["*"],
};

/**
 * Trust in exact roles by `aws:PrincipalArn`. As a principal IAM would refuse the role while it does not exist yet, and this stack is
 * applied before the one that makes it (docs/adr/0005-trust-and-trusted-access.md).
 */
export function listingTrust({
  place,
  organizationId,
  infrasecAccountId,
  readers,
}: AccountListingRoleProps): Statement {
  const infrasec = { partition: place.partition, accountId: infrasecAccountId };
  return {
    Sid: "ExactRoles",
    Effect: "Allow",
    Principal: { AWS: accountArn(infrasec) },
    Action: ["sts:AssumeRole"],
    Condition: {
      ArnEquals: { "aws:PrincipalArn": readers.map((reader) => roleArn(infrasec, reader)) },
      StringEquals: { "aws:PrincipalOrgID": organizationId },
    },
  };
}
