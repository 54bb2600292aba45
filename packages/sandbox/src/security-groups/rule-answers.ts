// Rules of security groups in EC2's XML: read from moto's answers, and written into ours.
import { readXml } from "../cloudtrail/read-answer";
import { xmlText } from "../gateway/error-answer";
import { isRecord, textOf } from "../gateway/read-json";
import { type GroupRule, peerText, type RulePeer, type StandingRule } from "./group-rule";

/** The rules of an answer to DescribeSecurityGroupRules. A description that moto leaves out is undefined. */
export function readRules(xml: string): readonly StandingRule[] {
  const answer = readXml(xml).DescribeSecurityGroupRulesResponse;
  const items = isRecord(answer) ? answer.securityGroupRuleSet : undefined;
  return Array.isArray(items) ? items.filter(isRecord).flatMap(readRule) : [];
}

function readRule(item: Readonly<Record<string, unknown>>): readonly StandingRule[] {
  const peer = readPeer(item);
  const description = textOf(item.description);
  const tags = Array.isArray(item.tagSet) ? item.tagSet.filter(isRecord) : [];
  if (!peer) return [];
  return [
    {
      id: textOf(item.securityGroupRuleId) ?? "",
      groupId: textOf(item.groupId) ?? "",
      isEgress: item.isEgress === "true",
      protocol: textOf(item.ipProtocol) ?? "-1",
      fromPort: Number(item.fromPort ?? -1),
      toPort: Number(item.toPort ?? -1),
      peer,
      ...(description ? { description } : {}),
      tags: tags.map(({ key, value }) => ({ key: textOf(key) ?? "", value: textOf(value) ?? "" })),
    },
  ];
}

function readPeer(item: Readonly<Record<string, unknown>>): RulePeer | undefined {
  const { cidrIpv4, cidrIpv6, prefixListId, referencedGroupInfo: group } = item;
  if (typeof cidrIpv4 === "string") return { kind: "ipv4", cidr: cidrIpv4 };
  if (typeof cidrIpv6 === "string") return { kind: "ipv6", cidr: cidrIpv6 };
  if (typeof prefixListId === "string") return { kind: "prefix-list", prefixListId };
  if (!isRecord(group)) return undefined;
  const vpcId = textOf(group.vpcId);
  const vpcPeeringConnectionId = textOf(group.vpcPeeringConnectionId);
  return {
    kind: "group",
    groupId: textOf(group.groupId) ?? "",
    userId: textOf(group.userId) ?? "",
    ...(vpcId ? { vpcId } : {}),
    ...(vpcPeeringConnectionId ? { vpcPeeringConnectionId } : {}),
  };
}

/** `<securityGroupRuleSet>` as Authorize and DescribeSecurityGroupRules answer it. */
export function ruleSet(rules: readonly StandingRule[], ownerId: string): string {
  return `<securityGroupRuleSet>${rules.map((rule) => item(rule, ownerId)).join("")}</securityGroupRuleSet>`;
}

function item(rule: StandingRule, ownerId: string): string {
  const tags = rule.tags.map(({ key, value }) => `<item>${leaf("key", key)}${leaf("value", value)}</item>`);
  const { peer } = rule;
  const group =
    peer.kind === "group" &&
    [
      leaf("groupId", peer.groupId),
      leaf("userId", peer.userId),
      leaf("vpcId", peer.vpcId),
      leaf("vpcPeeringConnectionId", peer.vpcPeeringConnectionId),
      leaf("peeringStatus", peer.vpcPeeringConnectionId && "active"),
    ].join("");
  return [
    "<item>",
    leaf("groupOwnerId", ownerId),
    common(rule),
    group ? `<referencedGroupInfo>${group}</referencedGroupInfo>` : "",
    tags.length > 0 ? `<tagSet>${tags.join("")}</tagSet>` : "",
    "</item>",
  ].join("");
}

/** `<revokedSecurityGroupRuleSet>` as Revoke answers it. */
export function revokedRuleSet(rules: readonly StandingRule[]): string {
  const items = rules.map((rule) => {
    const group = rule.peer.kind === "group" ? leaf("referencedGroupId", rule.peer.groupId) : "";
    return `<item>${common(rule)}${group}</item>`;
  });
  return `<revokedSecurityGroupRuleSet>${items.join("")}</revokedSecurityGroupRuleSet>`;
}

/** `<unknownIpPermissionSet>`: what a Revoke in a default VPC did not find. */
export function unknownPermissions(rules: readonly GroupRule[]): string {
  if (rules.length === 0) return "";
  const items = rules.map(({ protocol, fromPort, toPort, peer }) => {
    const ports = fromPort === -1 ? "" : leaf("fromPort", fromPort) + leaf("toPort", toPort);
    const [list, name] = permissionLists[peer.kind];
    const user = peer.kind === "group" ? leaf("userId", peer.userId) : "";
    const inner = `<item>${leaf(name, peerText(peer))}${user}</item>`;
    return `<item>${leaf("ipProtocol", protocol)}${ports}<${list}>${inner}</${list}></item>`;
  });
  return `<unknownIpPermissionSet>${items.join("")}</unknownIpPermissionSet>`;
}

const permissionLists = {
  ipv4: ["ipRanges", "cidrIp"],
  ipv6: ["ipv6Ranges", "cidrIpv6"],
  "prefix-list": ["prefixListIds", "prefixListId"],
  group: ["groups", "groupId"],
} as const;

function common(rule: StandingRule): string {
  const { peer } = rule;
  return [
    leaf("securityGroupRuleId", rule.id),
    leaf("groupId", rule.groupId),
    leaf("isEgress", rule.isEgress),
    leaf("ipProtocol", rule.protocol),
    leaf("fromPort", rule.fromPort),
    leaf("toPort", rule.toPort),
    leaf("cidrIpv4", peer.kind === "ipv4" ? peer.cidr : undefined),
    leaf("cidrIpv6", peer.kind === "ipv6" ? peer.cidr : undefined),
    leaf("prefixListId", peer.kind === "prefix-list" ? peer.prefixListId : undefined),
    leaf("description", rule.description),
  ].join("");
}

function leaf(name: string, value: string | number | boolean | undefined): string {
  return value === undefined ? "" : `<${name}>${xmlText(String(value))}</${name}>`;
}
