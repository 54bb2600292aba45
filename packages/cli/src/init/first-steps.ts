// What a person has to do before the first deployment, as far as init has seen the organization.
import type { Answers } from "./answers";
import type { TrailFact } from "./caller-account";
import type { OrganizationFacts } from "./organization-facts";
import { trailSteps } from "./organization-trail";

const trusted = {
  guardDuty: "guardduty.amazonaws.com",
  stackSets: "member.org.stacksets.cloudformation.amazonaws.com",
};

/** Sentences with the command that mends each. `detectors` and `trails` are undefined when nobody could look for them. */
export function firstSteps(
  facts: OrganizationFacts,
  { securityAccount = "" }: Answers,
  detectors: Readonly<Record<string, string>> | undefined,
  trails: readonly TrailFact[] | undefined,
): readonly string[] {
  return [
    ...(facts.allFeatures
      ? []
      : [
          "The organization only pays together; Orgwatch needs all its features. Management account: aws organizations enable-all-features",
        ]),
    ...administratorSteps(facts, securityAccount),
    ...trustSteps(facts),
    ...trailSteps(trails),
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
  if (trustedServices === undefined)
    return [
      "These credentials may not see which services the organization trusts; orgwatch doctor --before says more.",
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
  ];
}
