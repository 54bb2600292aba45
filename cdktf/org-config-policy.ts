// The configuration's section `securityGroups` as the setting `policy` that the lambdas of the stack `sg-chatops` read.
import { type SecurityGroupPolicy, standardRisk } from "@orgwatch/manifest/security-groups";
import type { OrgConfig } from "./org-config";

/** The section as it was read. */
export type SecurityGroupsSection = NonNullable<OrgConfig["securityGroups"]>;

/** Whoever may archive findings decides here too, where the section names nobody. */
export function policyOf(
  { deciders, lake: _, ...section }: SecurityGroupsSection,
  slack: OrgConfig["slack"],
): SecurityGroupPolicy {
  return {
    ...section,
    deciders: deciders ?? { users: slack?.responders ?? [], userGroups: [] },
    risk: section.risk ?? standardRisk,
    denyFrom: section.denyFrom,
    denyUnanswered: section.denyUnanswered,
  };
}
