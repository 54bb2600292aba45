// Whom a rule lets in, as the risk table asks for it: the whole internet, some public addresses, private ones, a group or a list.
import type { Peer } from "@orgwatch/core/security-groups/rule";
import type { PeerKind } from "@orgwatch/manifest/security-groups";
import { type Cidr, isInside, readCidr } from "./cidr";

/** RFC 1918, RFC 6598, link-local and fc00::/7: nobody on the internet has such an address. */
const privateRanges = [
  "10.0.0.0/8",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "100.64.0.0/10",
  "169.254.0.0/16",
  "fc00::/7",
  "fe80::/10",
].flatMap((text) => readCidr(text) ?? []);

/**
 * A range counts as the world from a sixteenth of the public address space on: 0.0.0.0/0 can be written as two halves (0.0.0.0/1 and
 * 128.0.0.0/1), and nobody means a /4. Of IPv6 only 2000::/3 is in use, so that a sixteenth of it is a /7.
 */
const worldFrom = { ipv4: 4, ipv6: 7 } as const;

/** The kind of a peer. A range that cannot be read may be anything, and counts as the world. */
export function peerKindOf(peer: Peer): PeerKind {
  if (peer.kind === "group" || peer.kind === "prefix-list") return peer.kind;
  const cidr = readCidr(peer.cidr);
  return cidr === undefined ? "world" : kindOfRange(cidr);
}

function kindOfRange(cidr: Cidr): PeerKind {
  if (isInside(cidr, privateRanges)) return "private";
  return cidr.prefix <= worldFrom[cidr.family] ? "world" : "public";
}
