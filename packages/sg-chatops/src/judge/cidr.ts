// Ranges of addresses as security groups write them: what they are, and which one lies inside of which.
import { BlockList, isIPv4, isIPv6 } from "node:net";

export type Cidr = { readonly family: "ipv4" | "ipv6"; readonly address: string; readonly prefix: number };

/** Reads `10.0.0.0/8` or `fd00::/8`; an address without a length is a range of one. Undefined: neither. */
export function readCidr(text: string): Cidr | undefined {
  const [address = "", length, ...more] = text.trim().split("/");
  // Node takes a zone (`fe80::1%eth0`) for part of an address; no rule can have one.
  const family = isIPv4(address) ? "ipv4" : isIPv6(address) && !address.includes("%") ? "ipv6" : undefined;
  if (family === undefined || more.length > 0) return undefined;
  const longest = family === "ipv4" ? 32 : 128;
  if (length === undefined) return { family, address, prefix: longest };
  const prefix = /^\d{1,3}$/.test(length) ? Number(length) : Number.NaN;
  return prefix <= longest ? { family, address, prefix } : undefined;
}

/** Whether all addresses of `inner` are in one of the ranges. IPv4 and IPv6 have nothing in common, mapped addresses included. */
export function isInside(inner: Cidr, ranges: readonly Cidr[]): boolean {
  return ranges.some(
    ({ family, address, prefix }) =>
      family === inner.family && prefix <= inner.prefix && isIn(inner.address, { family, address, prefix }),
  );
}

function isIn(member: string, { family, address, prefix }: Cidr): boolean {
  const range = new BlockList();
  range.addSubnet(address, prefix, family);
  return range.check(member, family);
}
