import { canonicalCidr } from "./canonical-cidr";

describe("a range of addresses", () => {
  it.each([
    ["0.0.0.0/0", { kind: "ipv4", cidr: "0.0.0.0/0" }],
    ["100.68.0.18/18", { kind: "ipv4", cidr: "100.68.0.0/18" }],
    ["192.0.2.255/25", { kind: "ipv4", cidr: "192.0.2.128/25" }],
    [" 203.0.113.9/32 ", { kind: "ipv4", cidr: "203.0.113.9/32" }],
    ["255.255.255.255/1", { kind: "ipv4", cidr: "128.0.0.0/1" }],
    ["::/0", { kind: "ipv6", cidr: "::/0" }],
    ["::1/128", { kind: "ipv6", cidr: "::1/128" }],
    ["2001:0DB8:0000:0000:0000:0000:0000:0001/64", { kind: "ipv6", cidr: "2001:db8::/64" }],
    ["2001:db8:ffff::/33", { kind: "ipv6", cidr: "2001:db8:8000::/33" }],
    ["2001:db8::5:0:0:1/128", { kind: "ipv6", cidr: "2001:db8::5:0:0:1/128" }],
    ["1:2:3:4:5:6:7:8/112", { kind: "ipv6", cidr: "1:2:3:4:5:6:7:0/112" }],
    ["::ffff:192.0.2.1/128", { kind: "ipv6", cidr: "::ffff:c000:201/128" }],
  ])("%s is %j", (written, canonical) => {
    expect(canonicalCidr(written)).toEqual(canonical);
  });

  it.each([
    "",
    "everywhere",
    "10.0.0.0",
    "10.0.0/8",
    "10.0.0.256/8",
    "10.0.0.0/33",
    "::/129",
    ":::/8",
    "1:2:3/8",
    "10.0.0.0/8/8",
  ])("%j is none", (written) => {
    expect(canonicalCidr(written)).toBeUndefined();
  });
});
