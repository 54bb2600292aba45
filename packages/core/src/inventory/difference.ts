// What changed in a resource between two runs, field by field. What changes by itself, and the order of lists, count as little as in its print.
import type { Resource } from "./resource";
import { canonical } from "./resource-print";
import { volatileMembers } from "./volatile-members";

/** A field by its path (`tags.team`, `raw.State.Name`). Undefined: it was not there. Of a list only the members that the other does not have. */
export type FieldChange = { readonly field: string; readonly before: unknown; readonly now: unknown };

type Passed = Readonly<Record<string, string>>;

/** The fields that differ, in the order of the resource's own; none when both have the same print. */
export function fieldChanges(before: Resource, now: Resource): readonly FieldChange[] {
  const { service } = now;
  const passed = Object.hasOwn(volatileMembers, service) ? volatileMembers[service] : undefined;
  return [
    ...(["arn", "name", "tags"] as const).flatMap((field) => changesAt(field, before[field], now[field], {})),
    ...changesAt("raw", before.raw, now.raw, passed ?? {}),
  ];
}

function changesAt(field: string, before: unknown, now: unknown, passed: Passed): readonly FieldChange[] {
  if (before === undefined && now === undefined) return [];
  if (before !== undefined && now !== undefined && canonical(before, passed) === canonical(now, passed))
    return [];
  if (Array.isArray(before) && Array.isArray(now))
    return [{ field: `${field}[]`, before: without(before, now, passed), now: without(now, before, passed) }];
  if (!isObject(before) || !isObject(now)) return [{ field, before, now }];
  const names = new Set([...Object.keys(before), ...Object.keys(now)]);
  return [...names]
    .filter((name) => !Object.hasOwn(passed, name))
    .flatMap((name) => changesAt(`${field}.${name}`, memberOf(before, name), memberOf(now, name), passed));
}

/** The members that the other list has not, or not as often. */
function without(list: readonly unknown[], other: readonly unknown[], passed: Passed): readonly unknown[] {
  const left = new Map<string, number>();
  for (const member of other) {
    const print = canonical(member, passed);
    left.set(print, (left.get(print) ?? 0) + 1);
  }
  return list.filter((member) => {
    const print = canonical(member, passed);
    const count = left.get(print) ?? 0;
    left.set(print, count - 1);
    return count < 1;
  });
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A tag may be called as something that every object has. */
function memberOf(value: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(value, name) ? value[name] : undefined;
}
