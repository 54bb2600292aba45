// Whether a resource is what somebody looks for: an ARN, an address, a tag, or any text.
import { isIP } from "node:net";
import type { Resource } from "./resource";

/** What is looked for. The needle is in lower case. */
export type Query =
  | { readonly kind: "arn" | "text"; readonly needle: string }
  | { readonly kind: "ip"; readonly needle: string }
  | { readonly kind: "tag"; readonly tag: string };

/** `exact`: it is the resource itself that was named; `mention`: the words stand somewhere in it. */
export type Match = "exact" | "mention";

/**
 * Reads the words of a query: `tag=<key>`, `tag=<key>:<value>` or `tag=<key>=<value>` (in their exact case), an ARN, an IP address, or a text.
 * Undefined: there is nothing to look for.
 */
export function readQuery(words: string): Query | undefined {
  const text = words.trim();
  if (/^tag=/i.test(text)) {
    const tag = text.slice("tag=".length).trimStart();
    return tag === "" ? undefined : { kind: "tag", tag };
  }
  if (text === "") return undefined;
  if (isIP(text) !== 0) return { kind: "ip", needle: addressOf(text) };
  return { kind: /^arn:/i.test(text) ? "arn" : "text", needle: text.toLowerCase() };
}

/** Cheap, before a line of a file is parsed: false only when the resource in it cannot match. */
export function mayMatch(query: Query, line: string): boolean {
  // A tag is looked for in two halves, and an IPv6 address is written in many ways.
  if (query.kind === "tag" || (query.kind === "ip" && isIP(query.needle) === 6)) return true;
  return line.toLowerCase().includes(JSON.stringify(query.needle).slice(1, -1));
}

/** Undefined: it is not what is looked for. */
export function matchOf(query: Query, resource: Resource): Match | undefined {
  if (query.kind === "tag") return hasTag(resource.tags, query.tag) ? "exact" : undefined;
  if (query.kind === "ip") return matchOfAddress(query.needle, resource);
  const { needle } = query;
  const { id, arn, name, tags, raw } = resource;
  const names = [id, arn, name, nameInArn(arn)].flatMap((one) => one?.toLowerCase() ?? []);
  if (names.includes(needle)) return "exact";
  const inTags = Object.entries(tags).flat();
  const found = (text: string) => text.toLowerCase().includes(needle);
  return names.some(found) || inTags.some(found) || someText(raw, found) ? "mention" : undefined;
}

/** Keys may hold colons (`aws:autoscaling:groupName`), and so may values: each way to read the words counts. */
function hasTag(tags: Resource["tags"], wanted: string): boolean {
  return Object.entries(tags).some(
    ([key, value]) => wanted === key || wanted === `${key}:${value}` || wanted === `${key}=${value}`,
  );
}

/** The resource has an address when a value is that and nothing else; as part of another text (a name, a rule) it is mentioned. */
function matchOfAddress(address: string, { id, name, tags, raw }: Resource): Match | undefined {
  const own = (text: string) => addressOf(text) === address;
  const outside = [id, ...(name === undefined ? [] : [name]), ...Object.values(tags)];
  if (outside.some(own) || someText(raw, own)) return "exact";
  // 10.0.0.5 does not stand in 10.0.0.55, but in 10.0.0.5:443; an IPv6 address has colons of its own.
  const between = isIP(address) === 4 ? /[^\d.]+/ : /[^\da-f.:]+/i;
  const within = (text: string) => text.split(between).some((word) => own(word.replace(/^[.:]|[.:]$/g, "")));
  return outside.some(within) || someText(raw, within) ? "mention" : undefined;
}

/** An IPv6 address in its shortest form, as the URL standard writes it; anything else as it is. */
function addressOf(text: string): string {
  if (isIP(text) !== 6 || text.includes("%")) return text;
  return new URL(`http://[${text}]`).hostname.slice(1, -1);
}

/** `web` in `arn:aws:elasticloadbalancing:…:loadbalancer/web`: what people call it. */
function nameInArn(arn: string | undefined): string | undefined {
  return arn?.split(/[:/]/).at(-1) || undefined;
}

/** Whether a text or number somewhere in the value passes; names of fields are no texts. */
function someText(value: unknown, passes: (text: string) => boolean): boolean {
  if (typeof value === "string") return passes(value);
  if (typeof value === "number") return passes(String(value));
  if (typeof value !== "object" || value === null) return false;
  return Object.values(value).some((one) => someText(one, passes));
}
