// The rules that a call's parameters name, whichever of EC2's two ways they are written in.
import { isRecord, textOf } from "../gateway/read-json";
import { canonicalIpv4, canonicalIpv6 } from "./canonical-cidr";
import { Ec2Refused, invalidValue } from "./ec2-refused";
import type { GroupRule } from "./group-rule";
import { portsOf, protocolOf } from "./protocol-and-ports";

type Members = Readonly<Record<string, unknown>>;

/** Another group as a call names it: by id, by name, or both. */
export type NamedGroup = {
  readonly kind: "group";
  readonly groupId: string | undefined;
  readonly groupName: string | undefined;
  readonly userId: string | undefined;
  readonly vpcId: string | undefined;
  readonly vpcPeeringConnectionId: string | undefined;
};

export type AskedPeer = Exclude<GroupRule["peer"], { readonly kind: "group" }> | NamedGroup;

/** A rule whose group, if it names one, has not been looked up yet. */
export type AskedRule = Omit<GroupRule, "peer"> & { readonly peer: AskedPeer };

/** The rules of Authorize, Revoke or UpdateSecurityGroupRuleDescriptions, each with one peer. Throws Ec2Refused. */
export function askedRules(parameters: Members, isEgress: boolean): readonly AskedRule[] {
  const listed = listOf(parameters.IpPermissions);
  const permissions = listed.length > 0 ? listed : [singlePermission(parameters)];
  return permissions.flatMap((permission) => {
    const protocol = protocolOf(textOf(permission.IpProtocol));
    const ports = portsOf(protocol, textOf(permission.FromPort), textOf(permission.ToPort));
    const peers = peersOf(permission);
    if (peers.length === 0) throw noPeer();
    return peers.map(([peer, description]) => ({
      isEgress,
      protocol,
      ...ports,
      peer,
      ...describedBy(description),
    }));
  });
}

/** What ModifySecurityGroupRules wants a rule to be; without a description it has none afterwards. Throws Ec2Refused. */
export function askedRule(request: Members, isEgress: boolean): AskedRule {
  const { CidrIpv4, CidrIpv6, PrefixListId, ReferencedGroupId } = request;
  const peers = peersOf({
    IpRanges: CidrIpv4 ? [{ CidrIp: CidrIpv4 }] : [],
    Ipv6Ranges: CidrIpv6 ? [{ CidrIpv6 }] : [],
    PrefixListIds: PrefixListId ? [{ PrefixListId }] : [],
    Groups: ReferencedGroupId ? [{ GroupId: ReferencedGroupId }] : [],
  });
  const [first] = peers;
  if (!first) throw noPeer();
  if (peers.length > 1) {
    throw new Ec2Refused(
      "InvalidParameterCombination",
      "Only one of cidrIp, cidrIpv6, prefixListId, or referencedGroupId can be specified",
    );
  }
  const protocol = protocolOf(textOf(request.IpProtocol));
  const ports = portsOf(protocol, textOf(request.FromPort), textOf(request.ToPort));
  return { isEgress, protocol, ...ports, peer: first[0], ...describedBy(textOf(request.Description)) };
}

/** A rule's description as a member to spread; none for an empty one. Throws Ec2Refused for one that EC2 does not take. */
export function describedBy(description: string | undefined): { readonly description?: string } {
  if (!description) return {};
  if (description.length > 255 || !/^[\w .\-:/()#,@[\]+=&;{}!$*]*$/.test(description)) {
    throw invalidValue(
      "Invalid rule description. Valid descriptions are strings less than 256 characters from the following set: a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*",
    );
  }
  return { description };
}

/** The objects in a list. */
export function listOf(value: unknown): readonly Members[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

/** The old way: one rule in the call's own parameters. A source group without a protocol means all of them. */
function singlePermission(parameters: Members): Members {
  const { IpProtocol, FromPort, ToPort, CidrIp, SourceSecurityGroupName, SourceSecurityGroupOwnerId } =
    parameters;
  const source = { GroupName: SourceSecurityGroupName, UserId: SourceSecurityGroupOwnerId };
  return {
    IpProtocol: IpProtocol ?? (SourceSecurityGroupName ? "-1" : undefined),
    FromPort,
    ToPort,
    IpRanges: CidrIp ? [{ CidrIp }] : [],
    Groups: SourceSecurityGroupName ? [source] : [],
  };
}

function peersOf(permission: Members): readonly (readonly [AskedPeer, string | undefined])[] {
  const described = (list: unknown, read: (member: Members) => AskedPeer) =>
    listOf(list).map((member) => [read(member), textOf(member.Description)] as const);
  return [
    ...described(permission.IpRanges, ({ CidrIp }) => ({
      kind: "ipv4",
      cidr: canonicalIpv4(textOf(CidrIp) ?? ""),
    })),
    ...described(permission.Ipv6Ranges, ({ CidrIpv6 }) => ({
      kind: "ipv6",
      cidr: canonicalIpv6(textOf(CidrIpv6) ?? ""),
    })),
    ...described(permission.PrefixListIds, ({ PrefixListId }) => ({
      kind: "prefix-list",
      prefixListId: textOf(PrefixListId) ?? "",
    })),
    ...described(permission.Groups, (group) => ({
      kind: "group",
      groupId: textOf(group.GroupId),
      groupName: textOf(group.GroupName),
      userId: textOf(group.UserId),
      vpcId: textOf(group.VpcId),
      vpcPeeringConnectionId: textOf(group.VpcPeeringConnectionId),
    })),
  ];
}

function noPeer(): Ec2Refused {
  return new Ec2Refused(
    "MissingParameter",
    "The request must contain exactly one of: cidrIp, cidrIpv6, prefixListId, or referencedGroupId",
  );
}
