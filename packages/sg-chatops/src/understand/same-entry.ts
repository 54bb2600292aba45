// Whether two descriptions are of one entry of a group, where they come from different places: request, answer, EC2's state.
import { isSameRule, type Peer, type Rule } from "@orgwatch/core/security-groups/rule";

type GroupPeer = Extract<Peer, { kind: "group" }>;

/** As `isSameRule`, and much faster for a call that names a thousand ranges. */
export function isSameEntry(one: Rule, other: Rule): boolean {
  return mayBeSamePeer(one.peer, other.peer) && isSameRule(one, other);
}

/** Most pairs differ here already, which matters when a call names a thousand ranges. */
function mayBeSamePeer(one: Peer, other: Peer): boolean {
  if (one.kind === "ipv4" && other.kind === "ipv4") return one.cidr === other.cidr;
  if (one.kind === "ipv6" && other.kind === "ipv6")
    return one.cidr.toLowerCase() === other.cidr.toLowerCase();
  if (one.kind === "group" && other.kind === "group")
    return one.groupId === undefined || other.groupId === undefined || one.groupId === other.groupId;
  return one.kind === other.kind;
}

/**
 * Whether a rule of a request may be this rule of its answer: a request may name a group that the answer knows by its id only. Not enough to act
 * on another rule; enough to tell more about this one.
 */
export function mayBeSameEntry(asked: Rule, told: Rule): boolean {
  const [wanted, given] = [asked.peer, told.peer];
  if (wanted.kind !== "group" || given.kind !== "group" || wanted.groupId !== undefined)
    return isSameEntry(asked, told);
  if (wanted.accountId !== undefined && given.accountId !== undefined && wanted.accountId !== given.accountId)
    return false;
  return isSameEntry({ ...asked, peer: given }, told);
}

/** A group with whatever another description of the same group knows beside. */
export function fullerPeer(peer: Peer, other: Peer | undefined): Peer {
  if (peer.kind !== "group" || other?.kind !== "group" || !isSameGroup(peer, other)) return peer;
  return { ...other, ...peer };
}

function isSameGroup(one: GroupPeer, other: GroupPeer): boolean {
  if (one.groupId === undefined || other.groupId === undefined) return one.groupName === other.groupName;
  return one.groupId === other.groupId;
}
