// The roles that jobs need in every account, as CloudFormation makes them there.
import type { MemberRoleManifest } from "@orgwatch/manifest/define-member-role";
import { roleName } from "@orgwatch/manifest/names";
import { exactRolesTrust, type TrustedRoles } from "../exact-roles-trust";
import type { Resource } from "./member-baseline";
import { memberRoleStatements } from "./member-role-statements";

/** Whom the roles trust; the lambdas that use them run in the home region. */
export type MemberRoleTrust = Omit<TrustedRoles, "roles"> & { readonly homeRegion: string };

/** The template's condition under which it makes them. */
export const inHomeRegion = "InHomeRegion";

/**
 * A role by its exact name. Roles are global and the template is applied in each region, so only the home region's stack makes it; no other
 * region's stack needs it.
 */
export function memberRoleResource(role: MemberRoleManifest, trust: MemberRoleTrust): Resource {
  const trusted = role.usedBy.map((lambda) => roleName(lambda, trust.homeRegion));
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
