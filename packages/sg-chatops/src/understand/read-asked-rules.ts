// The rules that a request names by what they are: in `ipPermissions`, or, in the oldest form, flat at its top.
import { isRecord } from "@orgwatch/core/notice/layouts/lenient";
import type { Direction, Peer, Rule } from "@orgwatch/core/security-groups/rule";
import { canonicalCidr } from "./canonical-cidr";
import { describedAs, groupPeer, type Readings, readTraffic, textIn } from "./rule-parts";
import { listOf, type Members, unknownMembers } from "./tidy-members";

/** All of them, one for each peer, ranges as EC2 writes them. */
export function readAskedRules(request: Members, direction: Direction): Readings<Rule> {
  const listed = readPermissions(request.ipPermissions, direction);
  const flat = flatRules(request, direction);
  return { found: [...listed.found, ...flat.found], unclear: [...listed.unclear, ...flat.unclear] };
}

/** A list of permissions: each is a protocol with ports and any number of peers of any kinds. */
export function readPermissions(list: unknown, direction: Direction): Readings<Rule> {
  const readings = listOf(list).map((permission) => readPermission(permission, direction));
  return {
    found: readings.flatMap(({ found }) => found),
    unclear: readings.flatMap(({ unclear }) => unclear),
  };
}

/** EC2's names of the lists of peers; `userIdGroupPairs` is what the SDKs call `groups`. */
const peerLists = ["ipRanges", "ipv6Ranges", "prefixListIds", "groups", "userIdGroupPairs"] as const;
const knownMembers: ReadonlySet<string> = new Set([...peerLists, "ipProtocol", "fromPort", "toPort", "tag"]);

function readPermission(permission: unknown, direction: Direction): Readings<Rule> {
  if (!isRecord(permission)) return { found: [], unclear: ["A rule of the request could not be read."] };
  const { traffic, unclear } = readTraffic(permission);
  const sources = peerLists.flatMap((list) => listOf(permission[list]));
  const peers = sources.map(readSource);
  const found = peers.flatMap((source) =>
    source === undefined || traffic === undefined ? [] : [{ direction, ...traffic, ...source }],
  );
  return {
    found,
    unclear: [
      ...unclear,
      ...unknownMembers(permission, knownMembers).map(
        (name) => `A rule of the request has a part that Orgwatch does not know: ${name}.`,
      ),
      ...(sources.length === 0 ? ["A rule of the request has no source that can be read."] : []),
      ...(peers.includes(undefined) ? ["A source of a rule could not be read."] : []),
    ],
  };
}

/** One entry of a list of peers, with the description that stands beside it. */
function readSource(entry: unknown): Pick<Rule, "peer" | "description"> | undefined {
  if (typeof entry === "string") return withPeer(canonicalCidr(entry));
  if (!isRecord(entry)) return undefined;
  const cidr = textIn(entry.cidrIp) ?? textIn(entry.cidrIpv6);
  const prefixListId = textIn(entry.prefixListId);
  const description = describedAs(entry.description);
  if (cidr !== undefined) return withPeer(canonicalCidr(cidr), description);
  if (prefixListId !== undefined) return withPeer({ kind: "prefix-list", prefixListId }, description);
  return withPeer(groupPeer(entry), description);
}

function withPeer(peer: Peer | undefined, description: Pick<Rule, "description"> = {}) {
  return peer && { peer, ...description };
}

/** What EC2 makes of a source group without a protocol: all of ICMP, UDP and TCP. */
const allThree = [
  { protocol: "icmp", fromPort: -1, toPort: -1 },
  { protocol: "udp", fromPort: 0, toPort: 65535 },
  { protocol: "tcp", fromPort: 0, toPort: 65535 },
] as const;

function flatRules(request: Members, direction: Direction): Readings<Rule> {
  const { cidrIp, sourceSecurityGroupName, sourceSecurityGroupOwnerId: userId, ipProtocol } = request;
  const cidr = textIn(cidrIp);
  const peer =
    cidr === undefined ? groupPeer({ groupName: sourceSecurityGroupName, userId }) : canonicalCidr(cidr);
  if (peer === undefined)
    return { found: [], unclear: cidr === undefined ? [] : ["A source of a rule could not be read."] };
  if (peer.kind === "group" && !ipProtocol)
    return { found: allThree.map((traffic) => ({ direction, ...traffic, peer })), unclear: [] };
  const { traffic, unclear } = readTraffic(request);
  return { found: traffic === undefined ? [] : [{ direction, ...traffic, peer }], unclear };
}
