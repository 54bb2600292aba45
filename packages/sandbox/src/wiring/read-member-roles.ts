// The roles of every account, as the member baseline made them there.
import type { DeployedRole } from "../iam/guard";
import type { DeploymentRequest } from "./read-deployment";
import { readRoleIfThere } from "./read-role";

/**
 * Those that are there, in all active accounts. An account without one is not a problem of the deployment: whoever wants to become the role
 * there is refused, as on AWS.
 */
export async function readMemberRoles(
  { endpoint, memberRoles = [], accounts = [] }: DeploymentRequest,
  region: string,
): Promise<DeployedRole[]> {
  const active = accounts.filter(({ state }) => state === "ACTIVE");
  const found = await Promise.all(
    memberRoles.flatMap(({ roleName }) =>
      active.map(({ id: accountId }) => readRoleIfThere(roleName, { endpoint, accountId, region })),
    ),
  );
  return found.flatMap((role) => role ?? []);
}
