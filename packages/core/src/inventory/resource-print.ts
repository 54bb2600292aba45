// When a resource has changed: its line says something else than in the run before, but for what changes by itself.
import { createHash } from "node:crypto";
import type { Resource } from "./resource";
import { volatileMembers } from "./volatile-members";

/** Short enough to keep millions, long enough that no two of them are the same: 72 bits. */
export function shortHash(text: string): string {
  return createHash("sha256").update(text).digest().subarray(0, 9).toString("base64");
}

/** What is compared of a resource. Two runs that saw the same thing make the same print. */
export function printOf({ service, arn, name, tags, raw }: Resource): string {
  const passed = Object.hasOwn(volatileMembers, service) ? volatileMembers[service] : undefined;
  return shortHash(`${canonical({ arn, name, tags })}${canonical(raw, passed)}`);
}

/**
 * JSON that depends neither on the order of members nor on that of lists, which AWS does not promise. Members that are undefined, or named in
 * `passed`, do not count.
 */
export function canonical(value: unknown, passed: Readonly<Record<string, string>> = {}): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item, passed)).toSorted()}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const members = Object.entries(value)
    .filter(([name, member]) => member !== undefined && !Object.hasOwn(passed, name))
    .map(([name, member]) => `${JSON.stringify(name)}:${canonical(member, passed)}`);
  return `{${members.toSorted()}}`;
}
