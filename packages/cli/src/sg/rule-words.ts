// Security-group rules in plain text for a terminal. Descriptions, names and even ranges were written by others: all of it is cleaned.
import type { RuleChange } from "@orgwatch/core/security-groups/change";
import type { Peer, Rule } from "@orgwatch/core/security-groups/rule";
import { cleanLine } from "../terminal";

const icmp = new Set(["icmp", "icmpv6"]);
const named = new Set(["tcp", "udp", ...icmp]);

/** `TCP 22 from 0.0.0.0/0 "office"`: what a rule lets through, and whom. One line. */
export function ruleWords(rule: Rule): string {
  const whom = `${rule.direction === "ingress" ? "from" : "to"} ${peerWords(rule.peer)}`;
  return cleanLine(`${trafficWords(rule)} ${whom}${quoted(rule.description)}`, 400);
}

const signs: Readonly<Record<RuleChange["kind"], string>> = {
  added: "+",
  created: "+",
  removed: "-",
  deleted: "-",
  modified: "~",
  described: "~",
};

/** What happened to a rule, or to the group: `+ TCP 22 from 0.0.0.0/0`. */
export function ruleChangeWords(change: RuleChange): string {
  return `${signs[change.kind]} ${changedWords(change)}`;
}

/** What a change of a rule is about, without saying its kind. */
export function changedWords(change: RuleChange): string {
  switch (change.kind) {
    case "added":
      return ruleWords(change.rule);
    case "removed":
      return change.rule ? ruleWords(change.rule) : unknownRule(change.ruleId);
    case "modified": {
      const before = change.before ? ruleWords(change.before) : unknownRule(change.ruleId);
      return `${before} became ${ruleWords(change.after)}`;
    }
    case "described":
      return `${describedRule(change)} is now called "${cleanLine(change.description ?? "", 255)}"`;
    case "created":
    case "deleted":
      return "the group";
  }
}

/** What Deny would do about it: `removes TCP 22 from 0.0.0.0/0`. */
export function takeBackWords(change: RuleChange): string {
  switch (change.kind) {
    case "added":
      return `removes ${ruleWords(change.rule)}`;
    case "removed":
      return change.rule
        ? `adds again ${ruleWords(change.rule)}`
        : `cannot add again ${unknownRule(change.ruleId)}: nobody knows how it was`;
    case "modified":
      return change.before
        ? `sets back to ${ruleWords(change.before)}`
        : `cannot set back ${ruleWords(change.after)}: nobody knows how it was`;
    case "described":
      return change.before
        ? `sets the description back to "${cleanLine(change.before.description ?? "", 255)}" for ${describedRule(change)}`
        : `cannot set back the description of ${describedRule(change)}: nobody knows how it was`;
    case "created":
      return "leaves the group, which was created";
    case "deleted":
      return "cannot make the group again";
  }
}

function trafficWords({ protocol, fromPort, toPort }: Rule): string {
  if (protocol === "-1") return "all traffic";
  const name = named.has(protocol) ? protocol.toUpperCase() : `protocol ${protocol}`;
  if (icmp.has(protocol)) return `${name}${icmpWords(fromPort, toPort)}`;
  if (protocol !== "tcp" && protocol !== "udp") return name;
  const [from, to] = [fromPort ?? -1, toPort ?? fromPort ?? -1];
  if (from === -1 || (from === 0 && to === 65535)) return `${name} all ports`;
  return `${name} ${from === to ? from : `${from}-${to}`}`;
}

/** For ICMP the first number is the type and the second the code; -1 is any. */
function icmpWords(type = -1, code = -1): string {
  if (type === -1) return " all types";
  return code === -1 ? ` type ${type}` : ` type ${type} code ${code}`;
}

function peerWords(peer: Peer): string {
  switch (peer.kind) {
    case "ipv4":
    case "ipv6":
      return peer.cidr;
    case "prefix-list":
      return `prefix list ${peer.prefixListId}`;
    case "group": {
      const { groupId, groupName, accountId, vpcId, peeringId } = peer;
      const which = groupId && groupName ? `${groupId} (${groupName})` : (groupId ?? groupName ?? "unknown");
      const where = [
        accountId && ` of account ${accountId}`,
        vpcId && ` in ${vpcId}`,
        peeringId && ` over ${peeringId}`,
      ];
      return `group ${which}${where.filter((part) => part).join("")}`;
    }
  }
}

function quoted(description: string | undefined): string {
  return description ? ` "${cleanLine(description, 255)}"` : "";
}

function unknownRule(ruleId: string | undefined): string {
  return `unknown rule ${cleanLine(ruleId ?? "", 60)}`.trimEnd();
}

function describedRule({ ruleId, before, after }: RuleChange & { readonly kind: "described" }): string {
  const rule = after ?? before;
  return rule ? ruleWords({ ...rule, description: undefined }) : unknownRule(ruleId);
}
