// The parts of a rule as records write them: texts, protocols, ports, groups.
import type { Peer, Rule } from "@orgwatch/core/security-groups/rule";
import { protocolOf } from "@orgwatch/core/security-groups/rule";
import { portsOf } from "../ec2/read-rule";
import type { Members } from "./tidy-members";

/** What could be read, and in words what could not. */
export type Readings<Item> = { readonly found: readonly Item[]; readonly unclear: readonly string[] };

/** Nothing in AWS that we read is longer; a longer text is an odd field. */
const longest = 2048;

/** A text that is not empty; anything else is undefined. */
export function textIn(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" && value.length <= longest ? value : undefined;
}

/** `description` as a part of a rule. */
export function describedAs(value: unknown): Pick<Rule, "description"> {
  const description = textIn(value);
  return description === undefined ? {} : { description };
}

/** Protocol and ports; no protocol where it cannot be read. */
export function readTraffic({ ipProtocol, fromPort, toPort }: Members): {
  readonly traffic: Pick<Rule, "protocol" | "fromPort" | "toPort"> | undefined;
  readonly unclear: readonly string[];
} {
  const written = typeof ipProtocol === "number" ? String(ipProtocol) : textIn(ipProtocol)?.trim();
  if (!written || written.length > 20)
    return { traffic: undefined, unclear: ["The protocol of a rule could not be read."] };
  const protocol = protocolOf(written);
  const [from, to] = [readPort(fromPort), readPort(toPort)];
  if (protocol !== "-1" && (from === "odd" || to === "odd" || (from === undefined && to !== undefined)))
    return { traffic: { protocol }, unclear: ["The ports of a rule could not be read."] };
  if (from === "odd" || to === "odd") return { traffic: { protocol }, unclear: [] };
  // An ICMP type without a code means all of its codes; a port without an end is one port.
  const end = to ?? (protocol.startsWith("icmp") && from !== undefined ? -1 : undefined);
  return { traffic: { protocol, ...portsOf(protocol, from, end) }, unclear: [] };
}

/** A group as the source of a rule; undefined without an id or a name. */
export function groupPeer(group: Members): Extract<Peer, { kind: "group" }> | undefined {
  const groupId = textIn(group.groupId);
  const groupName = textIn(group.groupName);
  const accountId = textIn(group.userId);
  const vpcId = textIn(group.vpcId);
  const peeringId = textIn(group.vpcPeeringConnectionId);
  if (groupId === undefined && groupName === undefined) return undefined;
  return {
    kind: "group",
    ...(groupId === undefined ? {} : { groupId }),
    ...(groupName === undefined ? {} : { groupName }),
    ...(accountId === undefined ? {} : { accountId }),
    ...(vpcId === undefined ? {} : { vpcId }),
    ...(peeringId === undefined ? {} : { peeringId }),
  };
}

/** A port, or an ICMP type or code; some records write numbers as texts. */
function readPort(value: unknown): number | undefined | "odd" {
  if (value === undefined || value === null || value === "") return undefined;
  const isDigits = typeof value === "string" && /^-?\d{1,5}$/.test(value);
  const port = isDigits ? Number(value) : value;
  return typeof port === "number" && Number.isInteger(port) && port >= -1 && port <= 65535 ? port : "odd";
}
