// A rule in the forms in which EC2 takes it: a permission of exactly one peer, or the new form of one rule.
import type { IpPermission, SecurityGroupRuleRequest, UserIdGroupPair } from "@aws-sdk/client-ec2";
import type { Peer, Rule } from "@orgwatch/core/security-groups/rule";

/** For Authorize*: one permission with one peer, so that EC2 adds this rule and nothing else. */
export function permissionOf(rule: Rule): IpPermission {
  const described = rule.description === undefined ? {} : { Description: rule.description };
  return { IpProtocol: rule.protocol, ...portsFor(rule), ...onePeer(rule.peer, described) };
}

function onePeer(peer: Peer, described: { readonly Description?: string }): Partial<IpPermission> {
  switch (peer.kind) {
    case "ipv4":
      return { IpRanges: [{ CidrIp: peer.cidr, ...described }] };
    case "ipv6":
      return { Ipv6Ranges: [{ CidrIpv6: peer.cidr, ...described }] };
    case "prefix-list":
      return { PrefixListIds: [{ PrefixListId: peer.prefixListId, ...described }] };
    case "group":
      return { UserIdGroupPairs: [{ ...pairOf(peer), ...described }] };
  }
}

/** By id where it is known: EC2 wants the one or the other. */
function pairOf(peer: Extract<Peer, { readonly kind: "group" }>): UserIdGroupPair {
  const { groupId, groupName, accountId, vpcId, peeringId } = peer;
  const named = groupName === undefined ? {} : { GroupName: groupName };
  return {
    ...(groupId === undefined ? named : { GroupId: groupId }),
    ...(accountId === undefined ? {} : { UserId: accountId }),
    ...(vpcId === undefined ? {} : { VpcId: vpcId }),
    ...(peeringId === undefined ? {} : { VpcPeeringConnectionId: peeringId }),
  };
}

/**
 * For ModifySecurityGroupRules, which replaces the whole rule. An empty description is sent as such, because nobody promises that one which
 * is left out is taken away.
 */
export function requestOf(rule: Rule): SecurityGroupRuleRequest {
  return {
    IpProtocol: rule.protocol,
    ...portsFor(rule),
    ...peerRequest(rule.peer),
    Description: rule.description ?? "",
  };
}

function peerRequest(peer: Peer): Partial<SecurityGroupRuleRequest> {
  switch (peer.kind) {
    case "ipv4":
      return { CidrIpv4: peer.cidr };
    case "ipv6":
      return { CidrIpv6: peer.cidr };
    case "prefix-list":
      return { PrefixListId: peer.prefixListId };
    case "group":
      return peer.groupId === undefined ? {} : { ReferencedGroupId: peer.groupId };
  }
}

/** ICMP needs a type and a code, of which -1 is any; other protocols go without ports where none are known. */
function portsFor({ protocol, fromPort, toPort }: Rule): { FromPort?: number; ToPort?: number } {
  if (protocol === "-1") return {};
  const any = protocol === "icmp" || protocol === "icmpv6" ? -1 : undefined;
  const [from, to] = [fromPort ?? any, toPort ?? fromPort ?? any];
  return from === undefined || to === undefined ? {} : { FromPort: from, ToPort: to };
}
