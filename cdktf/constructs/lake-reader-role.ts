// Who may ask CloudTrail Lake from outside the management account: one lambda, and only the event data stores that the configuration names.
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import { exactRolesTrust, type TrustedRoles } from "../exact-roles-trust";
import { policyDocument } from "../policy-document";

/** By this name the manifest of sg-lake knows it. */
export const lakeReaderRoleName = "OrgwatchLakeReader";

export type LakeReaderRoleProps = TrustedRoles & {
  /** ARNs in the management account, of any region. */
  readonly eventDataStores: readonly string[];
};

/** A role of the management account. It may use no keys: stores that are encrypted with a key of one's own cannot be read by it. */
export class LakeReaderRole extends Construct {
  constructor(scope: Construct, id: string, { eventDataStores, ...trusted }: LakeReaderRoleProps) {
    super(scope, id);
    const role = new IamRole(this, "role", {
      name: lakeReaderRoleName,
      description: "Asks CloudTrail Lake about security-group changes for Orgwatch",
      assumeRolePolicy: policyDocument([exactRolesTrust(trusted)]),
    });
    new IamRolePolicy(this, "policy", {
      name: "query",
      role: role.name,
      policy: policyDocument([
        {
          Sid: "QueryEventDataStores",
          Effect: "Allow",
          Action: [
            "cloudtrail:CancelQuery",
            "cloudtrail:DescribeQuery",
            "cloudtrail:GetQueryResults",
            "cloudtrail:StartQuery",
          ],
          Resource: eventDataStores,
        },
      ]),
    });
  }
}
