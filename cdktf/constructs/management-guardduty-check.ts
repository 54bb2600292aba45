// GuardDuty's delegated administrator can switch it on in the management account only when the service-linked role is there, and that is
// so only where somebody has used GuardDuty before. Without it the findings of the most powerful account would be missing, silently.
import { DataAwsIamRoles } from "@cdktf/provider-aws/lib/data-aws-iam-roles";
import { TerraformStack } from "cdktf";
import { Construct } from "constructs";

const rolePath = "/aws-service-role/guardduty.amazonaws.com/";
const command = "aws iam create-service-linked-role --aws-service-name guardduty.amazonaws.com";

/** Warns in each plan while the role is missing. A warning, because everything else works without it. */
export class ManagementGuardDutyCheck extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    // Outside of the check: as a part of it the roles would be read again by each apply, and no plan would be empty.
    const roles = new DataAwsIamRoles(this, "roles", { pathPrefix: rolePath });
    TerraformStack.of(this).addOverride("check.guardduty-in-the-management-account.assert", {
      condition: `\${length(data.aws_iam_roles.${roles.friendlyUniqueId}.names) > 0}`,
      error_message: `GuardDuty cannot watch the management account: its service-linked role is missing there. Run once in the management account: ${command}`,
    });
  }
}
