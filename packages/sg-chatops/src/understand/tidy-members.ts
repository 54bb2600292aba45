// The members of a request or an answer of EC2, whichever way the record writes them. Most calls stand there plainly, in camelCase, with lists as
// `{items: […]}`; newer ones stand inside one member named after the call, in PascalCase, with a list of one as the bare object.
import { isRecord } from "@orgwatch/core/notice/layouts/lenient";

export type Members = Readonly<Record<string, unknown>>;

/** No record that is known goes deeper than 8; what is deeper is nothing that we read. */
const deepest = 12;

/**
 * The members of `requestParameters` or `responseElements`, all named in camelCase and taken out of `wrapper` (such as
 * `ModifySecurityGroupRulesRequest`) where there is one. Undefined when it is no object.
 */
export function readMembers(element: unknown, wrapper: string): Members | undefined {
  const members = tidy(element, 0);
  if (!isRecord(members)) return undefined;
  const inner = members[camelCase(wrapper)];
  return isRecord(inner) ? inner : members;
}

/** A list in any of the forms: bare, in `items`, a single value, or `{}` for none. */
export function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null || value === "") return [];
  if (Array.isArray(value)) return value;
  if (!isRecord(value)) return [value];
  if (Object.keys(value).length === 0) return [];
  const items = value.items ?? value.item;
  if (items === undefined) return "items" in value || "item" in value ? [] : [value];
  return items === null ? [] : Array.isArray(items) ? items : [items];
}

/** The names of members with something in them that are not among those that we know, short enough to be shown. */
export function unknownMembers(members: Members, known: ReadonlySet<string>): readonly string[] {
  return Object.entries(members)
    .filter(([name, value]) => !known.has(name) && value !== false && listOf(value).length > 0)
    .map(([name]) => (name.length > 60 ? `${name.slice(0, 60)}…` : name));
}

function tidy(value: unknown, depth: number): unknown {
  if (depth > deepest) return undefined;
  if (Array.isArray(value)) return value.map((item) => tidy(item, depth + 1));
  if (!isRecord(value)) return value;
  const inCamelCase = Object.entries(value).map(([name, member]) => [
    camelCase(name),
    tidy(member, depth + 1),
  ]);
  return Object.fromEntries(inCamelCase);
}

function camelCase(name: string): string {
  return name.slice(0, 1).toLowerCase() + name.slice(1);
}
