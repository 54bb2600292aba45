// Which ports a rule opens. A rule without ports, or with all of them, opens all; ICMP has none.
import type { Rule } from "@orgwatch/core/security-groups/rule";

/** Both ends included. */
export type PortRange = { readonly from: number; readonly to: number };

const allPorts: PortRange = { from: 0, to: 65_535 };
/** EC2 ignores the ports of all but TCP and UDP. Of the others these have ports, all open: DCCP, SCTP, UDP-Lite. */
const otherProtocolsWithPorts: ReadonlySet<string> = new Set(["33", "132", "136"]);

/** Undefined for protocols without ports. */
export function openPorts({
  protocol,
  fromPort,
  toPort,
}: Pick<Rule, "protocol" | "fromPort" | "toPort">): PortRange | undefined {
  if (protocol === "-1" || otherProtocolsWithPorts.has(protocol)) return allPorts;
  if (protocol !== "tcp" && protocol !== "udp") return undefined;
  // Some answers of EC2 say -1 where there are none.
  if (fromPort === undefined || fromPort < 0) return allPorts;
  return { from: fromPort, to: toPort === undefined || toPort < fromPort ? fromPort : toPort };
}

/** How many they are. */
export function countPorts(range: PortRange | undefined): number {
  return range === undefined ? 0 : range.to - range.from + 1;
}
