// A rule as EC2's API answers it, in our words.
import type { SecurityGroupRule } from "@aws-sdk/client-ec2";
import { type Peer, protocolOf, type Rule } from "@orgwatch/core/security-groups/rule";

/** The rule; undefined for one whose peer or protocol EC2 does not tell. */
export function readRule(answered: SecurityGroupRule): Rule | undefined {
  const { SecurityGroupRuleId, IsEgress, IpProtocol, FromPort, ToPort, Description } = answered;
  const peer = peerOf(answered);
  if (peer === undefined || IpProtocol === undefined) return undefined;
  const protocol = protocolOf(IpProtocol);
  return {
    ...(SecurityGroupRuleId === undefined ? {} : { ruleId: SecurityGroupRuleId }),
    direction: IsEgress === true ? "egress" : "ingress",
    protocol,
    ...portsOf(protocol, FromPort, ToPort),
    peer,
    ...(Description ? { description: Description } : {}),
  };
}

/** EC2 answers -1 where there are no ports; for ICMP it means any type or code. */
export function portsOf(
  protocol: string,
  from: number | undefined,
  to: number | undefined,
): Pick<Rule, "fromPort" | "toPort"> {
  const isIcmp = protocol === "icmp" || protocol === "icmpv6";
  if (protocol === "-1" || from === undefined || (from === -1 && !isIcmp)) return {};
  return { fromPort: from, toPort: to ?? from };
}

function peerOf(answered: SecurityGroupRule): Peer | undefined {
  const { CidrIpv4, CidrIpv6, PrefixListId, ReferencedGroupInfo: group } = answered;
  if (CidrIpv4) return { kind: "ipv4", cidr: CidrIpv4 };
  if (CidrIpv6) return { kind: "ipv6", cidr: CidrIpv6 };
  if (PrefixListId) return { kind: "prefix-list", prefixListId: PrefixListId };
  if (!group?.GroupId) return undefined;
  return {
    kind: "group",
    groupId: group.GroupId,
    ...(group.UserId ? { accountId: group.UserId } : {}),
    ...(group.VpcId ? { vpcId: group.VpcId } : {}),
    ...(group.VpcPeeringConnectionId ? { peeringId: group.VpcPeeringConnectionId } : {}),
  };
}
