// The member baseline in every account: a service-managed StackSet for all members, plain stacks for the management account, which
// StackSets never reach.
import { CloudformationStack } from "@cdktf/provider-aws/lib/cloudformation-stack";
import { CloudformationStackSet } from "@cdktf/provider-aws/lib/cloudformation-stack-set";
import { CloudformationStackSetInstance } from "@cdktf/provider-aws/lib/cloudformation-stack-set-instance";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { type BaselineProps, memberBaseline, type Template } from "../baseline/member-baseline";
import type { RegionScope } from "./region-scope";

export type OrganizationBaselineProps = {
  /** The management account's regions. */
  readonly regions: readonly RegionScope[];
  readonly home: RegionScope;
  /** Ids of the root or of OUs; all accounts below them are members. */
  readonly units: readonly string[];
  readonly baseline: BaselineProps;
};

const stackName = "orgwatch-member-baseline";
const capabilities = ["CAPABILITY_NAMED_IAM"];

/** The same template everywhere; no region needs another. */
export class OrganizationBaseline extends Construct {
  constructor(scope: Construct, id: string, props: OrganizationBaselineProps) {
    super(scope, id);
    const template = memberBaseline(props.baseline);
    this.members(template, props);
    this.management(template, props);
  }

  /** One operation after the other: a StackSet refuses a second one while the first is running. */
  private members(template: Template, { home, regions, units }: OrganizationBaselineProps): void {
    const stackSet = new CloudformationStackSet(home, "member-baseline", {
      name: stackName,
      description: template.Description,
      permissionModel: "SERVICE_MANAGED",
      autoDeployment: { enabled: true, retainStacksOnAccountRemoval: false },
      capabilities,
      templateBody: JSON.stringify(template),
      operationPreferences: everyoneItCan,
      // AWS fills it in for service-managed StackSets and the provider would remove it again on each plan (its issue 23464).
      lifecycle: { ignoreChanges: ["administration_role_arn"] },
    });
    let previous: ITerraformDependable = stackSet;
    for (const { place } of regions) {
      const instance = new CloudformationStackSetInstance(home, `member-baseline-${place.region}`, {
        stackSetName: stackSet.name,
        region: place.region,
        deploymentTargets: { organizationalUnitIds: [...units] },
        operationPreferences: everyoneItCan,
        dependsOn: [previous],
      });
      previous = instance;
    }
  }

  private management(template: Template, { regions }: OrganizationBaselineProps): void {
    const templateBody = JSON.stringify(template);
    for (const region of regions)
      new CloudformationStack(region, "own-baseline", { name: stackName, capabilities, templateBody });
  }
}

/** One account that cannot take the baseline (suspended, or an SCP) must not keep it from the others. */
const everyoneItCan = { failureTolerancePercentage: 100, maxConcurrentPercentage: 100 };
