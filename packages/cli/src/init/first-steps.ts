// What a person has to do before the first deployment, as far as init has seen the organization.
import type { Answers } from "./answers";
import type { OrganizationFacts } from "./organization-facts";

const trusted = {
  guardDuty: "guardduty.amazonaws.com",
  stackSets: "member.org.stacksets.cloudformation.amazonaws.com",
  cloudTrail: "cloudtrail.amazonaws.com",
};

/** Sentences with the command that mends each. `detectors` is undefined when nobody could look for them. */
export function firstSteps(
  facts: OrganizationFacts,
  { securityAccount = "" }: Answers,
  detectors: Readonly<Record<string, string>> | undefined,
): readonly string[] {
  return [
    ...(facts.allFeatures
      ? []
      : [
          "The organization only pays together; Orgwatch needs all its features. Management account: aws organizations enable-all-features",
        ]),
    ...administratorSteps(facts, securityAccount),
    ...trustSteps(facts),
    ...(detectors === undefined
      ? [
          `Nobody looked whether GuardDuty is on already in ${securityAccount}. Run this again with --security-profile <a profile of that account>: a second detector is refused.`,
        ]
      : []),
  ];
}

function administratorSteps(
  { guardDutyAdministrator: current }: OrganizationFacts,
  securityAccount: string,
): readonly string[] {
  if (current === undefined || current === "none" || current === securityAccount) return [];
  return [
    `GuardDuty is administered by ${current}, and there is only one administrator. Choose it (--security-account ${current}), or remove it in each region. Management account: aws guardduty disable-organization-admin-account --admin-account-id ${current}`,
  ];
}

function trustSteps({ trustedServices }: OrganizationFacts): readonly string[] {
  const look =
    "aws cloudtrail describe-trails --query 'trailList[?IsOrganizationTrail].[Name,IsMultiRegionTrail]'";
  if (trustedServices === undefined)
    return [
      `These credentials may not see which services the organization trusts; orgwatch doctor --before says more. There must be an organization trail. Management account: ${look}`,
    ];
  const missing = (service: string) => !trustedServices.includes(service);
  return [
    ...(missing(trusted.guardDuty)
      ? [
          `The organization does not trust GuardDuty yet. Management account: aws organizations enable-aws-service-access --service-principal ${trusted.guardDuty}`,
        ]
      : []),
    ...(missing(trusted.stackSets)
      ? [
          "The organization does not trust StackSets yet. Management account: aws cloudformation activate-organizations-access",
        ]
      : []),
    missing(trusted.cloudTrail)
      ? "There is no organization trail: CloudTrail is not trusted. Root use and calls are seen only of accounts that have a trail of management events in all regions; make one for the organization."
      : `See that the organization's trail records management events in all regions. Management account: ${look}`,
  ];
}
