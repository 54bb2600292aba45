// What is well-formed in the section `tagAudit` and still cannot be right: schemes for nobody or for two, deadlines in the wrong order, things
// of other accounts.
import { markTag } from "@orgwatch/manifest/tag-policy";
import type { OrgConfig } from "./org-config";
import { repeated } from "./org-config-contradictions";
import type { TagAuditSection } from "./org-config-tag-policy";

/** What the section says against itself. */
export function tagAuditContradictions({ tagAudit }: Pick<OrgConfig, "tagAudit">): readonly string[] {
  if (tagAudit === undefined) return [];
  return [
    ...claimProblems(tagAudit),
    ...requirementProblems(tagAudit),
    ...deadlineProblems(tagAudit),
    ...(tagAudit.exempt.tagKey === markTag
      ? [`tagAudit.exempt.tagKey: ${markTag} is the tag by which Orgwatch marks what it acts on`]
      : []),
  ];
}

function claimProblems({ schemes }: TagAuditSection): readonly string[] {
  const forAllOthers = schemes
    .filter(({ accounts, organizationalUnits }) => accounts.length + organizationalUnits.length === 0)
    .map(({ name }) => name);
  return [
    ...repeated(schemes.map(({ name }) => name)).map((name) => `tagAudit.schemes: ${name} is named twice`),
    ...(forAllOthers.length === 1
      ? []
      : [
          forAllOthers.length === 0
            ? "tagAudit.schemes: every scheme claims accounts or OUs; one must claim none, and holds for everybody else"
            : `tagAudit.schemes: ${forAllOthers.join(" and ")} claim neither accounts nor OUs; only one may hold for everybody else`,
        ]),
    ...repeated(schemes.flatMap(({ accounts }) => accounts)).map(
      (account) => `tagAudit.schemes: account ${account} is claimed more than once`,
    ),
    ...repeated(schemes.flatMap(({ organizationalUnits }) => organizationalUnits)).map(
      (unit) => `tagAudit.schemes: OU ${unit} is claimed more than once`,
    ),
  ];
}

/** A key that is required twice in one scheme, and people of Identity Center that nobody can list. */
function requirementProblems({ schemes, identityCenter }: TagAuditSection): readonly string[] {
  return schemes.flatMap(({ name, require }) => {
    const small = (key: string) => (require.some(({ ignoreCase }) => ignoreCase) ? key.toLowerCase() : key);
    const asksForPeople = require.some(({ principal = [] }) => principal.includes("identity-center"));
    return [
      ...repeated(require.map(({ key }) => small(key))).map(
        (key) => `tagAudit.schemes: ${name} requires ${JSON.stringify(key)} twice`,
      ),
      ...(asksForPeople && identityCenter === undefined
        ? [`tagAudit.identityCenter: is missing; the scheme ${name} asks for people of Identity Center`]
        : []),
    ];
  });
}

function deadlineProblems({ afterHours, graceMinutes }: TagAuditSection): readonly string[] {
  const { warn, stop, terminate } = afterHours;
  return [
    ...(warn <= stop ? [] : [`tagAudit.afterHours.stop: ${stop} must not be below warn (${warn})`]),
    ...(stop <= terminate
      ? []
      : [`tagAudit.afterHours.terminate: ${terminate} must not be below stop (${stop})`]),
    ...(graceMinutes <= warn * 60
      ? []
      : [`tagAudit.graceMinutes: ${graceMinutes} must not be beyond afterHours.warn (${warn * 60} minutes)`]),
  ];
}

/** Identities and domains that the lambdas cannot use from where they are. */
export function tagAuditForeigners({
  partition,
  accounts,
  homeRegion,
  tagAudit,
}: Pick<OrgConfig, "partition" | "accounts" | "homeRegion" | "tagAudit">): readonly string[] {
  const { identityArn } = tagAudit?.digest ?? {};
  const { domainArn } = tagAudit?.openSearch ?? {};
  const ownIdentities = `arn:${partition}:ses:${homeRegion}:${accounts.infrasec}:`;
  return [
    ...(identityArn === undefined || identityArn.startsWith(ownIdentities)
      ? []
      : [
          `tagAudit.digest.identityArn: ${identityArn} is not an identity of the security account ${accounts.infrasec} in ${homeRegion}, from where mails are sent`,
        ]),
    ...(domainArn === undefined || domainArn.startsWith(`arn:${partition}:`)
      ? []
      : [`tagAudit.openSearch.domainArn: ${domainArn} does not belong to the partition ${partition}`]),
  ];
}
