// The roles that jobs need in every account, as CloudFormation makes them there.
import { roleName } from "@orgwatch/manifest/names";
import type { DeployedMemberRole } from "../deployed-member-roles";
import { exactRolesTrust, type TrustedRoles } from "../exact-roles-trust";
import type { Resource } from "./member-baseline";
import { memberRoleStatements, moreStatements } from "./member-role-statements";

/** Whom the roles trust; the lambdas that use them run in the home region. */
export type MemberRoleTrust = Omit<TrustedRoles, "roles"> & { readonly homeRegion: string };

/** The template's condition under which it makes them. */
export const inHomeRegion = "InHomeRegion";

/** A role and what it needs, by their ids in the template. */
export function memberRoleResources(
  role: DeployedMemberRole,
  trust: MemberRoleTrust,
): Readonly<Record<string, Resource>> {
  const { roleName: name, moreActions } = role;
  // IAM's names may hold what logical ids may not.
  const id = name.replaceAll(/[^A-Za-z0-9]/g, "");
  return {
    [id]: memberRoleResource(role, trust),
    ...(moreActions && { [`${id}More`]: morePolicy(name, id, moreActions) }),
  };
}

/**
 * A role by its exact name. Roles are global and the template is applied in each region, so only the home region's stack makes it; no other
 * region's stack needs it.
 */
function memberRoleResource(role: DeployedMemberRole, trust: MemberRoleTrust): Resource {
  const trusted = [
    ...role.usedBy.map((lambda) => roleName(lambda, trust.homeRegion)),
    ...(role.alsoTrusted ?? []),
  ];
  return {
    Type: "AWS::IAM::Role",
    Condition: inHomeRegion,
    Properties: {
      RoleName: role.roleName,
      Description: role.summary,
      AssumeRolePolicyDocument: {
        Version: "2012-10-17",
        Statement: [exactRolesTrust({ ...trust, roles: trusted })],
      },
      Policies: [
        {
          PolicyName: "orgwatch",
          PolicyDocument: {
            Version: "2012-10-17",
            Statement: memberRoleStatements(role, trust.partition),
          },
        },
      ],
    },
  };
}

function morePolicy(name: string, roleId: string, actions: readonly string[]): Resource {
  return {
    Type: "AWS::IAM::ManagedPolicy",
    Condition: inHomeRegion,
    Properties: {
      ManagedPolicyName: `orgwatch-${name}-more`,
      Description: "What Orgwatch's configuration adds to the role",
      Roles: [{ Ref: roleId }],
      PolicyDocument: { Version: "2012-10-17", Statement: moreStatements(actions) },
    },
  };
}
