// Trusted access is switched on by hand, once. This stops a plan that would fail half-way, and names the commands.
import { DataAwsOrganizationsOrganization } from "@cdktf/provider-aws/lib/data-aws-organizations-organization";
import { Construct } from "constructs";

const principals = {
  "guardduty.amazonaws.com":
    "aws organizations enable-aws-service-access --service-principal guardduty.amazonaws.com",
  "member.org.stacksets.cloudformation.amazonaws.com": "aws cloudformation activate-organizations-access",
};

/** Why it is not a resource: docs/adr/0005-trust-and-trusted-access.md. */
export class TrustedAccessCheck extends Construct {
  constructor(scope: Construct, id: string, { organizationId }: { readonly organizationId: string }) {
    super(scope, id);
    const organization = new DataAwsOrganizationsOrganization(this, "organization");
    organization.lifecycle = {
      postcondition: [
        {
          condition: `\${self.id == "${organizationId}"}`,
          errorMessage: `These credentials belong to another organization than ${organizationId} (organization.id in org.config.ts).`,
        },
        ...Object.entries(principals).map(([principal, command]) => ({
          condition: `\${contains(self.aws_service_access_principals, "${principal}")}`,
          errorMessage: `AWS Organizations does not trust ${principal} yet. Run once in the management account: ${command}`,
        })),
      ],
    };
  }
}
