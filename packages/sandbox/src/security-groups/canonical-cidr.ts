// EC2 keeps the network of a range only: 100.68.0.18/18 becomes 100.68.0.0/18, and IPv6 addresses get their shortest form.
import { isIPv4, isIPv6 } from "node:net";
import { invalidValue } from "./ec2-refused";

/** The IPv4 range as EC2 writes it. Throws Ec2Refused. */
export function canonicalIpv4(cidr: string): string {
  const [address, bits] = parts(cidr, isIPv4, 32);
  const bytes = masked(address.split(".").map(Number), 8, bits);
  return `${bytes.join(".")}/${bits}`;
}

/** The IPv6 range as EC2 writes it. Throws Ec2Refused. */
export function canonicalIpv6(cidr: string): string {
  const [address, bits] = parts(cidr, isIPv6, 128);
  const words = masked(ipv6Words(address), 16, bits);
  return `${shortest(words.map((word) => word.toString(16)).join(":"))}/${bits}`;
}

function parts(cidr: string, isAddress: (text: string) => boolean, most: number): [string, number] {
  const [address = "", bits = "", ...more] = cidr.split("/");
  const isRange = more.length === 0 && isAddress(address) && /^\d{1,3}$/.test(bits) && Number(bits) <= most;
  if (!isRange || address.includes("%")) throw invalidValue(`CIDR block ${cidr} is malformed`);
  return [address, Number(bits)];
}

/** The first `bits` of words that are `width` bits wide; the others are 0. */
function masked(words: readonly number[], width: number, bits: number): readonly number[] {
  return words.map((word, at) => {
    const kept = Math.min(Math.max(bits - at * width, 0), width);
    return word - (word % 2 ** (width - kept));
  });
}

function ipv6Words(address: string): readonly number[] {
  const [head = "", tail] = shortest(address).split("::");
  const wordsOf = (text: string) =>
    text === "" ? [] : text.split(":").map((word) => Number.parseInt(word, 16));
  const first = wordsOf(head);
  const last = wordsOf(tail ?? "");
  return [...first, ...Array.from({ length: 8 - first.length - last.length }, () => 0), ...last];
}

/** A URL's host writes an IPv6 address in its shortest form (and an IPv4 tail as words). */
function shortest(address: string): string {
  return new URL(`http://[${address}]`).hostname.slice(1, -1);
}
