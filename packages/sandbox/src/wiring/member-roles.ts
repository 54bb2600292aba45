// The roles that jobs have in every account: the sandbox's small version of the member baseline.
import type { MemberRoleManifest } from "@orgwatch/manifest/define-member-role";
import { partitionOf } from "../iam/arn";
import type { DeployedRole } from "../iam/guard";
import { parsePolicy } from "../iam/policy-document";
import { trustIn } from "./organization-roles";
import type { PlannedLambda } from "./plan-lambdas";
import type { WiringRequest } from "./wiring-request";

/** Each role of the request in each active account. It trusts exactly the lambdas that use it, and only from inside the organization. */
export function rolesOfMembers(lambdas: readonly PlannedLambda[], request: WiringRequest): DeployedRole[] {
  const { organization, memberRoles = [] } = request;
  const active = organization.accounts.filter(({ state }) => state === "ACTIVE");
  return memberRoles.flatMap((role) => {
    const users = lambdas.filter(({ manifest }) => role.usedBy.includes(manifest.name));
    const trust = trustIn(users, organization);
    return active.map(({ id }) => ({
      accountId: id,
      name: role.roleName,
      policies: [policyIn(role, organization.homeRegion)],
      trust,
    }));
  });
}

/** @throws Error for a condition that the sandbox cannot judge. */
function policyIn(role: MemberRoleManifest, region: string): DeployedRole["policies"][number] {
  const { actions, conditioned = [] } = role;
  const partition = partitionOf(region);
  const conditionedStatements = conditioned.map((one, index) => ({
    Sid: `Conditioned${index + 1}`,
    Effect: "Allow",
    Action: one.actions,
    Resource: one.on.map((arn) => arn.replace("<partition>", partition)),
    Condition: one.condition,
  }));
  const Statement = [
    { Sid: "Job", Effect: "Allow", Action: actions, Resource: ["*"] },
    ...conditionedStatements,
  ];
  return parsePolicy({ Version: "2012-10-17", Statement }, `role ${role.roleName}`);
}
