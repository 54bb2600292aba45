import { canonicalIpv4, canonicalIpv6 } from "./canonical-cidr";

it.each([
  [canonicalIpv4, "0.0.0.0/0", "0.0.0.0/0"],
  [canonicalIpv4, "100.68.0.18/18", "100.68.0.0/18"],
  [canonicalIpv4, "255.255.255.255/31", "255.255.255.254/31"],
  [canonicalIpv4, "203.0.113.7/32", "203.0.113.7/32"],
  [canonicalIpv6, "::/0", "::/0"],
  [canonicalIpv6, "2001:DB8:0:0:0:0:0:1/64", "2001:db8::/64"],
  [canonicalIpv6, "2001:db8:ffff::/33", "2001:db8:8000::/33"],
  [canonicalIpv6, "::1/128", "::1/128"],
  [canonicalIpv6, "fe80::1:2/127", "fe80::1:2/127"],
])("%p keeps the network of %s", (canonical, cidr, expected) => {
  expect(canonical(cidr)).toBe(expected);
});

it.each([
  [canonicalIpv4, "10.0.0.0"],
  [canonicalIpv4, "10.0.0.0/33"],
  [canonicalIpv4, "10.0.0/8"],
  [canonicalIpv4, "10.0.0.0/8/8"],
  [canonicalIpv4, "::/0"],
  [canonicalIpv6, "fe80::1%eth0/64"],
  [canonicalIpv6, "10.0.0.0/8"],
  [canonicalIpv6, "::/129"],
])("%p refuses %s", (canonical, cidr) => {
  expect(() => canonical(cidr)).toThrow(`CIDR block ${cidr} is malformed`);
});
