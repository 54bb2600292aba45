// EC2 stores 100.68.0.18/18 as 100.68.0.0/18, and IPv6 ranges in their shortest form, while the record of the request keeps what was typed.

/** A range as EC2 answers it, and of which kind it is. Undefined when the text is no range of addresses. */
export function canonicalCidr(
  written: string,
): { readonly kind: "ipv4" | "ipv6"; readonly cidr: string } | undefined {
  const [, address = "", length = ""] = /^([0-9a-f.:]{2,45})\/(\d{1,3})$/i.exec(written.trim()) ?? [];
  const isV6 = address.includes(":");
  const parts = isV6 ? v6Parts(address) : v4Parts(address);
  const bits = isV6 ? 16 : 8;
  if (parts === undefined || length === "" || Number(length) > parts.length * bits) return undefined;
  const network = parts.map((part, index) => keepFirst(part, bits, Number(length) - index * bits));
  return isV6
    ? { kind: "ipv6", cidr: `${shortest(network)}/${Number(length)}` }
    : { kind: "ipv4", cidr: `${network.join(".")}/${Number(length)}` };
}

/** The first `length` bits of a part that has `bits` of them; the others become 0. */
function keepFirst(part: number, bits: number, length: number): number {
  const dropped = bits - Math.max(0, Math.min(bits, length));
  return (part >> dropped) << dropped;
}

function v4Parts(address: string): readonly number[] | undefined {
  if (!/^\d{1,3}(\.\d{1,3}){3}$/.test(address)) return undefined;
  const parts = address.split(".").map(Number);
  return parts.every((part) => part <= 255) ? parts : undefined;
}

/** The eight groups; the URL parser knows all ways of writing them, also `::ffff:192.0.2.1`. */
function v6Parts(address: string): readonly number[] | undefined {
  const url = `http://[${address}]/`;
  if (!URL.canParse(url)) return undefined;
  const [before = "", after] = new URL(url).hostname.slice(1, -1).split("::");
  const groups = (text: string) =>
    text === "" ? [] : text.split(":").map((group) => Number.parseInt(group, 16));
  if (after === undefined) return groups(before);
  const [start, end] = [groups(before), groups(after)];
  return [...start, ...Array<number>(8 - start.length - end.length).fill(0), ...end];
}

function shortest(groups: readonly number[]): string {
  const address = groups.map((group) => group.toString(16)).join(":");
  return new URL(`http://[${address}]/`).hostname.slice(1, -1);
}
