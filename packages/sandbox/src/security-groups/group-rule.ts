// A rule of a security group as EC2 holds it, and which rules are the same to EC2.

/** Whom the rule lets in or out to. `userId` is the account that owns the group. */
export type RulePeer =
  | { readonly kind: "ipv4" | "ipv6"; readonly cidr: string }
  | { readonly kind: "prefix-list"; readonly prefixListId: string }
  | {
      readonly kind: "group";
      readonly groupId: string;
      readonly userId: string;
      readonly vpcId?: string;
      readonly vpcPeeringConnectionId?: string;
    };

/** A rule that is asked for. `protocol` is `tcp`, `udp`, `icmp`, `icmpv6`, `-1` (all) or a number; ports are -1 where there are none. */
export type GroupRule = {
  readonly isEgress: boolean;
  readonly protocol: string;
  readonly fromPort: number;
  readonly toPort: number;
  readonly peer: RulePeer;
  readonly description?: string;
};

/** A rule that stands in a group. `id` is the one that callers see. */
export type StandingRule = GroupRule & {
  readonly id: string;
  readonly groupId: string;
  readonly tags: readonly { readonly key: string; readonly value: string }[];
};

/** Equal for rules that EC2 takes for the same one: descriptions, tags and ids do not matter. */
export function matterOf({ isEgress, protocol, fromPort, toPort, peer }: GroupRule): string {
  return [isEgress ? "egress" : "ingress", protocol, fromPort, toPort, peer.kind, peerText(peer)].join(" ");
}

/** The peer as EC2 names it in its errors. */
export function peerText(peer: RulePeer): string {
  if (peer.kind === "group") return peer.groupId;
  return peer.kind === "prefix-list" ? peer.prefixListId : peer.cidr;
}
