// A rule that stands by itself with its one peer: in the rule sets of answers, and in requests that modify rules.
import { isRecord } from "@orgwatch/core/notice/layouts/lenient";
import type { Direction, Peer, Rule } from "@orgwatch/core/security-groups/rule";
import { canonicalCidr } from "./canonical-cidr";
import type { UndirectedRule } from "./group-call";
import { describedAs, groupPeer, type Readings, readTraffic, textIn } from "./rule-parts";
import { listOf, type Members, unknownMembers } from "./tidy-members";

/** A rule of an answer: by its id alone where the rest cannot be read. */
export type ToldRule = { readonly ruleId: string | undefined; readonly rule: Rule | undefined };

/** The rules that an answer tells, with their ids. */
export function readRuleSet(set: unknown, direction: Direction): Readings<ToldRule> {
  const readings = listOf(set).map((item) => {
    if (!isRecord(item)) return { told: undefined, unclear: ["A rule of the answer could not be read."] };
    const ruleId = textIn(item.securityGroupRuleId);
    const { rule, unclear } = readSingleRule(item);
    if (rule === undefined) return { told: { ruleId, rule }, unclear };
    return {
      told: { ruleId, rule: { ...(ruleId === undefined ? {} : { ruleId }), direction, ...rule } },
      unclear,
    };
  });
  return {
    found: readings.flatMap(({ told }) => told ?? []),
    unclear: readings.flatMap(({ unclear }) => unclear),
  };
}

const knownMembers: ReadonlySet<string> = new Set([
  ...[
    "securityGroupRuleId",
    "securityGroupRuleArn",
    "groupId",
    "groupOwnerId",
    "isEgress",
    "description",
    "tagSet",
  ],
  ...["tags", "tag", "ipProtocol", "fromPort", "toPort", "cidrIpv4", "cidrIpv6", "prefixListId"],
  ...["referencedGroupId", "referencedGroupInfo"],
]);

/** The rule without id and direction; undefined, with the reason, where protocol or peer cannot be read. */
export function readSingleRule(members: Members): {
  readonly rule: UndirectedRule | undefined;
  readonly unclear: readonly string[];
} {
  const { traffic, unclear } = readTraffic(members);
  const peer = readPeer(members);
  if (traffic !== undefined && peer !== undefined)
    return { rule: { ...traffic, peer, ...describedAs(members.description) }, unclear };
  const strange = unknownMembers(members, knownMembers);
  const noPeer =
    strange.length === 0
      ? "A rule has no source that can be read."
      : `A rule has no source that can be read, and parts that Orgwatch does not know: ${strange.slice(0, 3).join(", ")}.`;
  return { rule: undefined, unclear: peer === undefined ? [...unclear, noPeer] : unclear };
}

function readPeer(members: Members): Peer | undefined {
  const cidr = textIn(members.cidrIpv4) ?? textIn(members.cidrIpv6);
  const prefixListId = textIn(members.prefixListId);
  if (cidr !== undefined) return canonicalCidr(cidr);
  if (prefixListId !== undefined) return { kind: "prefix-list", prefixListId };
  const { referencedGroupInfo: group, referencedGroupId: groupId } = members;
  return (isRecord(group) ? groupPeer(group) : undefined) ?? groupPeer({ groupId });
}
