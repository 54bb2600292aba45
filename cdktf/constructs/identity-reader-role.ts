// Who may list the people of IAM Identity Center from outside the management account: one lambda, and only one identity store.
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import { exactRolesTrust, type TrustedRoles } from "../exact-roles-trust";
import { policyDocument } from "../policy-document";

/** By this name the manifest of tag-audit-plan knows it. */
export const identityReaderRoleName = "OrgwatchIdentityReader";

export type IdentityReaderRoleProps = TrustedRoles & {
  /** Whose identity store it is. */
  readonly managementAccountId: string;
  readonly identityStoreId: string;
};

/** A role of the management account. */
export class IdentityReaderRole extends Construct {
  constructor(scope: Construct, id: string, props: IdentityReaderRoleProps) {
    super(scope, id);
    const { managementAccountId, identityStoreId, ...trusted } = props;
    const arn = `arn:${trusted.partition}:identitystore`;
    const role = new IamRole(this, "role", {
      name: identityReaderRoleName,
      description: "Lists the people of IAM Identity Center for Orgwatch, who may own EC2 instances",
      assumeRolePolicy: policyDocument([exactRolesTrust(trusted)]),
    });
    new IamRolePolicy(this, "policy", {
      name: "list",
      role: role.name,
      policy: policyDocument([
        {
          Sid: "ListPeople",
          Effect: "Allow",
          Action: ["identitystore:ListUsers"],
          // IAM asks for both, and the people's ARN names neither account nor store.
          Resource: [`${arn}::${managementAccountId}:identitystore/${identityStoreId}`, `${arn}:::user/*`],
        },
      ]),
    });
  }
}
