// The roles of every account, as the member baseline made them there.
import { NoSuchEntityException } from "@aws-sdk/client-iam";
import type { DeployedRole } from "../iam/guard";
import type { DeploymentRequest } from "./read-deployment";
import { readRole } from "./read-role";

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
      active.map(({ id: accountId }) => readIfThere(roleName, { endpoint, accountId, region })),
    ),
  );
  return found.flatMap((role) => role ?? []);
}

async function readIfThere(
  name: string,
  place: Parameters<typeof readRole>[1],
): Promise<DeployedRole | undefined> {
  try {
    return await readRole(name, place);
  } catch (error) {
    if (error instanceof NoSuchEntityException) return undefined;
    throw error;
  }
}
