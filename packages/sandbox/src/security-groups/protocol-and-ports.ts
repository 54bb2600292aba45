// Which protocols and ports EC2 accepts in a rule, and how it keeps them.
import { invalidValue } from "./ec2-refused";

/** The protocol by its name where EC2 knows one. Throws Ec2Refused. */
export function protocolOf(asked: string | undefined): string {
  if (!asked) {
    throw invalidValue(
      "Invalid value 'null' for protocol. VPC security group rules must specify protocols explicitly.",
    );
  }
  const lower = asked.toLowerCase();
  const name = names[lower] ?? lower;
  const isKnown = Object.values(names).includes(name) || (/^\d{1,3}$/.test(name) && Number(name) <= 255);
  if (!isKnown) throw invalidValue(`Invalid value '${asked}' for IP protocol. Unknown protocol.`);
  return name;
}

const names: Readonly<Record<string, string>> = {
  "-1": "-1",
  all: "-1",
  "1": "icmp",
  icmp: "icmp",
  "6": "tcp",
  tcp: "tcp",
  "17": "udp",
  udp: "udp",
  "58": "icmpv6",
  icmpv6: "icmpv6",
};

type Ports = { readonly fromPort: number; readonly toPort: number };
const none: Ports = { fromPort: -1, toPort: -1 };

/** The ports of tcp and udp, type and code of ICMP; none for other protocols, whatever was asked. Throws Ec2Refused. */
export function portsOf(protocol: string, from: string | undefined, to: string | undefined): Ports {
  const isTcp = protocol === "tcp" || protocol === "udp";
  const isIcmp = protocol === "icmp" || protocol === "icmpv6";
  if (!isTcp && !isIcmp) return none;
  if (from === undefined || to === undefined) {
    if (protocol === "icmpv6") return none;
    const name = isTcp ? "TCP/UDP" : "ICMP";
    throw invalidValue(`Invalid value 'Must specify both from and to ports with ${name}.' for portRange.`);
  }
  const ports = { fromPort: Number(from), toPort: Number(to) };
  const [least, most] = isTcp ? [0, 65_535] : [-1, 255];
  for (const port of [ports.fromPort, ports.toPort]) {
    if (!Number.isInteger(port) || port < least || port > most) {
      throw invalidValue(`${isTcp ? "TCP/UDP port" : "ICMP type or code"} (${port}) out of range`);
    }
  }
  if (isTcp && ports.fromPort > ports.toPort) {
    throw invalidValue(`Invalid value '${from}-${to}' for portRange.`);
  }
  return ports;
}
