import { portsOf, protocolOf } from "./protocol-and-ports";

it.each([
  ["6", "tcp"],
  ["UDP", "udp"],
  ["1", "icmp"],
  ["58", "icmpv6"],
  ["all", "-1"],
  ["50", "50"],
])("keeps the protocol %s as %s", (asked, kept) => {
  expect(protocolOf(asked)).toBe(kept);
});

it.each([undefined, "", "256", "smtp", "-2"])("refuses the protocol %p", (asked) => {
  expect(() => protocolOf(asked)).toThrow("Invalid value");
});

it.each([
  ["tcp", "0", "65535", { fromPort: 0, toPort: 65_535 }],
  ["icmp", "8", "-1", { fromPort: 8, toPort: -1 }],
  ["icmpv6", undefined, undefined, { fromPort: -1, toPort: -1 }],
  ["50", "1", "2", { fromPort: -1, toPort: -1 }],
  ["-1", "22", "22", { fromPort: -1, toPort: -1 }],
])("keeps of %s %s to %s the ports that it has", (protocol, from, to, kept) => {
  expect(portsOf(protocol, from, to)).toEqual(kept);
});

it.each([
  ["tcp", "22", undefined],
  ["udp", undefined, undefined],
  ["tcp", "-1", "-1"],
  ["tcp", "80", "22"],
  ["tcp", "0", "65536"],
  ["icmp", undefined, undefined],
  ["icmp", "256", "0"],
])("refuses %s with ports %s to %s", (protocol, from, to) => {
  expect(() => portsOf(protocol, from, to)).toThrow(/portRange|out of range/);
});
