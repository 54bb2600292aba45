// Who may list the organization's accounts from outside the management account: one lambda, and nothing but listing.
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import { exactRolesTrust, type TrustedRoles } from "../exact-roles-trust";
import { policyDocument, type Statement } from "../policy-document";

/** The seed's name for it. */
export const accountListingRoleName = "OrgListAccountsViewer";

/** A role of the management account; `trusted` may become it. */
export class AccountListingRole extends Construct {
  constructor(scope: Construct, id: string, trusted: TrustedRoles) {
    super(scope, id);
    const role = new IamRole(this, "role", {
      name: accountListingRoleName,
      description: "Lists the organization's accounts and OUs for Orgwatch",
      assumeRolePolicy: policyDocument([exactRolesTrust(trusted)]),
    });
    new IamRolePolicy(this, "policy", {
      name: "list",
      role: role.name,
      policy: policyDocument([listingStatement]),
    });
  }
}

/** `*`: AWS Organizations offers no narrower resource for most of these calls, and they only read. */
const listingStatement: Statement = {
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
