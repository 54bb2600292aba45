// GuardDuty in the delegated administrator account of one region: its own detector, and what every member gets by itself.
import { GuarddutyDetector } from "@cdktf/provider-aws/lib/guardduty-detector";
import { GuarddutyDetectorFeature } from "@cdktf/provider-aws/lib/guardduty-detector-feature";
import { GuarddutyOrganizationConfiguration } from "@cdktf/provider-aws/lib/guardduty-organization-configuration";
import { GuarddutyOrganizationConfigurationFeature } from "@cdktf/provider-aws/lib/guardduty-organization-configuration-feature";
import { Construct } from "constructs";
import type { OrgConfig } from "../org-config";

export type GuardDutyAdministratorProps = {
  readonly features: OrgConfig["guardDuty"]["features"];
  /** The id of a detector that exists already: delegation and earlier use make one, and an account has only one in a region. */
  readonly existingDetector?: string | undefined;
};

/** Agents that GuardDuty installs and updates by itself for runtime monitoring. */
const agents = ["EKS_ADDON_MANAGEMENT", "ECS_FARGATE_AGENT_MANAGEMENT", "EC2_AGENT_MANAGEMENT"];

/** Members are enabled by the organization's setting, never one by one (`aws_guardduty_member` wants to be made anew on each plan). */
export class GuardDutyAdministrator extends Construct {
  constructor(scope: Construct, id: string, props: GuardDutyAdministratorProps) {
    super(scope, id);
    const detector = new GuarddutyDetector(this, "detector", {
      enable: true,
      // The default is six hours: a finding that goes on would look like one that ended.
      findingPublishingFrequency: "FIFTEEN_MINUTES",
    });
    if (props.existingDetector !== undefined) detector.importFrom(props.existingDetector);
    const organization = new GuarddutyOrganizationConfiguration(this, "organization", {
      detectorId: detector.id,
      // ALL, not NEW: accounts that are older than this stack count too.
      autoEnableOrganizationMembers: "ALL",
    });
    for (const name of props.features) this.feature(name, detector, organization);
  }

  private feature(
    name: string,
    detector: GuarddutyDetector,
    organization: GuarddutyOrganizationConfiguration,
  ): void {
    const managed = name === "RUNTIME_MONITORING" ? agents : [];
    new GuarddutyOrganizationConfigurationFeature(this, `members-${name}`, {
      detectorId: detector.id,
      name,
      autoEnable: "ALL",
      ...(managed.length > 0
        ? { additionalConfiguration: managed.map((agent) => ({ name: agent, autoEnable: "ALL" })) }
        : {}),
      dependsOn: [organization],
    });
    new GuarddutyDetectorFeature(this, `own-${name}`, {
      detectorId: detector.id,
      name,
      status: "ENABLED",
      ...(managed.length > 0
        ? { additionalConfiguration: managed.map((agent) => ({ name: agent, status: "ENABLED" })) }
        : {}),
    });
  }
}
