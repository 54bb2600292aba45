// A security-group rule in our words, wherever it was read: in a CloudTrail record, in an answer of EC2, in our own tables.
import * as z from "zod/mini";

const text = z.optional(z.string());

/**
 * Whom a rule lets in (or out to). A group may be of another account or behind a peering connection; old records name groups of the
 * caller's default VPC by name only.
 */
export const peerShape = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("ipv4"), cidr: z.string() }),
  z.object({ kind: z.literal("ipv6"), cidr: z.string() }),
  z.object({ kind: z.literal("prefix-list"), prefixListId: z.string() }),
  z.object({
    kind: z.literal("group"),
    groupId: text,
    groupName: text,
    accountId: text,
    vpcId: text,
    peeringId: text,
  }),
]);

/** One rule: exactly one peer. */
export const ruleShape = z.object({
  /** `sgr-…`; old records have none. */
  ruleId: text,
  direction: z.enum(["ingress", "egress"]),
  /** `tcp`, `udp`, `icmp`, `icmpv6`, `-1` for all, or another protocol's number as text. */
  protocol: z.string(),
  /** Undefined for all ports and for protocols without ports. For ICMP the type, and `toPort` the code; -1 is any. */
  fromPort: z.optional(z.number()),
  toPort: z.optional(z.number()),
  peer: peerShape,
  description: text,
});

export type Peer = z.output<typeof peerShape>;
export type Rule = z.output<typeof ruleShape>;
export type Direction = Rule["direction"];

/** Protocols that have names; EC2 takes and gives either. */
const protocolNames: Readonly<Record<string, string>> = {
  "6": "tcp",
  "17": "udp",
  "1": "icmp",
  "58": "icmpv6",
  all: "-1",
};

/** A protocol by the one word that we use for it. */
export function protocolOf(written: string): string {
  const word = written.trim().toLowerCase();
  return Object.hasOwn(protocolNames, word) ? (protocolNames[word] ?? word) : word;
}

/** EC2 ignores the ports of all other protocols, whatever a request says, and answers none for them. */
const withPorts: ReadonlySet<string> = new Set(["tcp", "udp", "icmp", "icmpv6"]);

/**
 * Whether two rules let the same through: direction, protocol, ports and peer. Ids and descriptions do not count, and neither do ports that EC2
 * ignores, nor -1, which stands for no ports in some of EC2's answers.
 */
export function isSameRule(one: Rule, other: Rule): boolean {
  return matterOf(one) === matterOf(other);
}

/** What makes a rule, as a text that can be compared. */
function matterOf({ direction, protocol, fromPort, toPort, peer }: Rule): string {
  const ports = withPorts.has(protocol) ? [fromPort ?? -1, toPort ?? -1] : [];
  return JSON.stringify([direction, protocol, ports, whomOf(peer)]);
}

/** A group counts by its id; by its name only where there is no id. */
function whomOf(peer: Peer): readonly (string | undefined)[] {
  switch (peer.kind) {
    case "ipv4":
      return [peer.kind, peer.cidr];
    case "ipv6":
      return [peer.kind, peer.cidr.toLowerCase()];
    case "prefix-list":
      return [peer.kind, peer.prefixListId];
    case "group":
      return [peer.kind, peer.groupId ?? peer.groupName];
  }
}
