// Where the instances of a service-managed StackSet are made and removed: in the active member accounts of its units.
import { type MotoClient, MotoRefused } from "../gateway/moto-client";
import type { OrganizationLookup } from "../gateway/organization-lookup";
import { accountsBelow, type UnitAccount } from "./accounts-below";
import { createInstances, deleteInstances, type Instance, instancesOf } from "./moto-stack-sets";
import type { StackSet, Target } from "./stack-set-memory";

export type RolloutParts = { readonly moto: MotoClient; readonly organizations: OrganizationLookup };

/** Makes the instances that are missing; answers moto's XML of the last operation. Throws MotoRefused. */
export async function rollOut(
  parts: RolloutParts,
  stackSet: StackSet,
  targets: readonly Target[],
): Promise<string> {
  let xml = "";
  for (const { unitId, region, overrides } of targets) {
    const members = await membersBelow(parts, stackSet, unitId);
    const has = new Set((await instancesOf(parts.moto, stackSet)).map(keyOf));
    const accounts = members
      .filter(({ id, isActive }) => isActive && !has.has(keyOf({ accountId: id, region })))
      .map(({ id }) => id);
    xml = await createInstances(parts.moto, stackSet, { accounts, region, overrides });
  }
  return xml;
}

/** Removes the instances of these units and regions, also from closed accounts; answers moto's XML of the last operation. Throws MotoRefused. */
export async function rollBack(
  parts: RolloutParts,
  stackSet: StackSet,
  targets: readonly Target[],
): Promise<string> {
  let xml = "";
  for (const { unitId, region } of targets) {
    const accounts = (await membersBelow(parts, stackSet, unitId)).map(({ id }) => id);
    xml = await deleteInstances(parts.moto, stackSet, { accounts, region });
  }
  return xml;
}

/**
 * Auto-deployment for one account: makes what its units bring, removes what they no longer bring. A stack that is to be retained stays
 * an instance of the StackSet, because moto cannot let go of it. Throws MotoRefused.
 */
export async function followAccount(
  parts: RolloutParts,
  stackSet: StackSet,
  accountId: string,
): Promise<void> {
  const { autoDeployment, targets } = stackSet;
  if (!autoDeployment?.enabled) return;
  const reached: Target[] = [];
  for (const target of targets) {
    const members = await membersBelow(parts, stackSet, target.unitId);
    if (members.some(({ id }) => id === accountId)) reached.push(target);
  }
  await rollOut(parts, stackSet, reached);
  if (autoDeployment.retain) return;
  const stays = new Set(reached.map(({ region }) => region));
  const left = (await instancesOf(parts.moto, stackSet)).filter(
    (instance) => instance.accountId === accountId && !stays.has(instance.region),
  );
  for (const { region } of left)
    await deleteInstances(parts.moto, stackSet, { accounts: [accountId], region });
}

/** Which unit of a StackSet's targets brings each account its instances. */
export async function unitsOfAccounts(
  parts: RolloutParts,
  stackSet: StackSet,
): Promise<ReadonlyMap<string, string>> {
  const units = new Map<string, string>();
  for (const unitId of new Set(stackSet.targets.map((target) => target.unitId))) {
    for (const { id } of await membersBelow(parts, stackSet, unitId)) units.set(id, unitId);
  }
  return units;
}

/** Never the management account: service-managed StackSets do not reach it. */
async function membersBelow(
  { moto, organizations }: RolloutParts,
  { place }: StackSet,
  unitId: string,
): Promise<readonly UnitAccount[]> {
  const organization = await organizations.of(place.accountId);
  if (!organization) {
    throw new MotoRefused(400, "ValidationError", `Account ${place.accountId} is in no organization`);
  }
  const { managementAccountId } = organization;
  const accounts = await accountsBelow(moto, managementAccountId, unitId);
  return accounts.filter(({ id }) => id !== managementAccountId);
}

function keyOf({ accountId, region }: Instance): string {
  return `${accountId}/${region}`;
}
