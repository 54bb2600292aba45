// One rule in words for people: «TCP 22 (SSH) from anywhere (0.0.0.0/0)».
import type { Peer, Rule } from "@orgwatch/core/security-groups/rule";
import { safeCode } from "@orgwatch/core/slack-text";
import { readCidr } from "../judge/cidr";
import { openPorts } from "../judge/open-ports";
import { plainly } from "./outside-words";
import { icmpNames, numberNames, portNames } from "./protocol-names";

/** Whose rule it is: what is the same there needs no words. */
export type Home = { readonly accountId: string; readonly groupId?: string | undefined };

/** As mrkdwn, safe and on one line, at most about 500 characters; the description stands behind it as code. */
export function ruleWords(rule: Rule, home: Home): string {
  const described = rule.description ? `, ${safeCode(rule.description, 100)}` : "";
  return `${matterWords(rule, home)}${described}`;
}

/** The same without the description. */
export function matterWords(rule: Rule, home: Home): string {
  return `${trafficWords(rule)} ${rule.direction === "ingress" ? "from" : "to"} ${peerWords(rule.peer, home)}`;
}

function trafficWords(rule: Rule): string {
  const { protocol } = rule;
  if (protocol === "-1") return "all traffic";
  if (protocol === "tcp" || protocol === "udp") return portWords(rule, protocol);
  if (protocol === "icmp" || protocol === "icmpv6") return icmpWords(rule, protocol);
  const name = nameIn(numberNames, protocol);
  return `protocol ${plainly(protocol, 20)}${name === undefined ? "" : ` (${name})`}`;
}

function portWords(rule: Rule, protocol: "tcp" | "udp"): string {
  const word = protocol.toUpperCase();
  const { from, to } = openPorts(rule) ?? { from: 0, to: 65_535 };
  if (from === 0 && to === 65_535) return `all ${word}`;
  if (from !== to) return `${word} ${from}–${to}`;
  const name = nameIn(portNames, `${protocol}/${from}`);
  return `${word} ${from}${name === undefined ? "" : ` (${name})`}`;
}

function icmpWords({ fromPort: type = -1, toPort: code = -1 }: Rule, protocol: "icmp" | "icmpv6"): string {
  const word = protocol === "icmp" ? "ICMP" : "ICMPv6";
  if (type === -1) return `all ${word}`;
  const name = nameIn(icmpNames, `${protocol}/${type}`) ?? `type ${type}`;
  // An echo knows only code 0.
  return `${word} ${name}${code === -1 || (code === 0 && name.startsWith("echo")) ? "" : `, code ${code}`}`;
}

function peerWords(peer: Peer, home: Home): string {
  switch (peer.kind) {
    case "ipv4":
    case "ipv6": {
      const cidr = plainly(peer.cidr, 60);
      return readCidr(peer.cidr)?.prefix === 0 ? `anywhere (${cidr})` : cidr;
    }
    case "prefix-list":
      return `the prefix list ${plainly(peer.prefixListId, 40)}`;
    case "group":
      return groupWords(peer, home);
  }
}

function groupWords(group: Peer & { readonly kind: "group" }, home: Home): string {
  const { groupId, groupName, accountId, peeringId } = group;
  if (groupId !== undefined && groupId === home.groupId) return `the group itself (${plainly(groupId, 40)})`;
  const names = [
    ...(groupId === undefined ? [] : [plainly(groupId, 40)]),
    ...(groupName ? [safeCode(groupName, 80)] : []),
  ];
  return [
    names.length === 0 ? "a group without a name" : names.join(" "),
    ...(accountId === undefined || accountId === home.accountId
      ? []
      : [`of account ${plainly(accountId, 40)}`]),
    ...(peeringId === undefined ? [] : [`over ${plainly(peeringId, 40)}`]),
  ].join(" ");
}

function nameIn(names: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(names, key) ? names[key] : undefined;
}
