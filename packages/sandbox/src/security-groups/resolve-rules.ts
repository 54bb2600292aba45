// Looks up the groups that a call's rules name, and refuses what EC2 would.
import { Ec2Refused, invalidValue, noGroup } from "./ec2-refused";
import { type GroupRule, matterOf, peerText, type RulePeer, type StandingRule } from "./group-rule";
import type { MotoGroups, SecurityGroup } from "./moto-groups";
import type { AskedRule, NamedGroup } from "./wanted-rules";

/** The rules with the ids and accounts of their groups. A group whose account is not named is in the first of `owners` that has it. Throws Ec2Refused. */
export async function resolveRules(
  groups: MotoGroups,
  owners: readonly string[],
  group: SecurityGroup,
  asked: readonly AskedRule[],
): Promise<readonly GroupRule[]> {
  const resolved: GroupRule[] = [];
  for (const rule of asked) {
    const { peer } = rule;
    const known = peer.kind === "group" ? await resolvePeer(groups, owners, group, peer) : peer;
    resolved.push({ ...rule, peer: known });
  }
  return resolved;
}

async function resolvePeer(
  groups: MotoGroups,
  owners: readonly string[],
  { vpcId: ownVpcId }: SecurityGroup,
  { groupId, groupName = "", userId: namedOwner, vpcId, vpcPeeringConnectionId }: NamedGroup,
): Promise<RulePeer> {
  const id = groupId ?? (await groups.named(groupName, ownVpcId)).groupId;
  const userId = await ownerOf(groups, id, namedOwner ? [namedOwner] : owners);
  return {
    kind: "group",
    groupId: id,
    userId,
    ...(vpcId ? { vpcId } : {}),
    ...(vpcPeeringConnectionId ? { vpcPeeringConnectionId } : {}),
  };
}

async function ownerOf(groups: MotoGroups, groupId: string, accounts: readonly string[]): Promise<string> {
  for (const accountId of accounts) if (await groups.exists(groupId, accountId)) return accountId;
  throw noGroup(groupId);
}

/** Throws Ec2Refused when rules that are to be added name the same thing twice, or one that stands already. */
export function refuseDoubles(wanted: readonly GroupRule[], standing: readonly StandingRule[]): void {
  const matters = new Set<string>();
  for (const rule of wanted) {
    if (matters.has(matterOf(rule))) {
      throw invalidValue("The same permission must not appear multiple times");
    }
    matters.add(matterOf(rule));
  }
  const taken = new Set(standing.map(matterOf));
  const double = wanted.find((rule) => taken.has(matterOf(rule)));
  if (double) {
    throw new Ec2Refused(
      "InvalidPermission.Duplicate",
      `the specified rule "${inWords(double)}" already exists`,
    );
  }
}

/** As EC2 words it: `peer: 0.0.0.0/0, TCP, from port: 22, to port: 22, ALLOW`. */
function inWords({ peer, protocol, fromPort, toPort }: GroupRule): string {
  const what = protocol === "-1" ? "ALL" : protocol.toUpperCase();
  const ports = fromPort === -1 ? [] : [`from port: ${fromPort}`, `to port: ${toPort}`];
  return [`peer: ${peerText(peer)}`, what, ...ports, "ALLOW"].join(", ");
}
