// Damages a record at random, and says where: what nobody has thought of yet.
import { isRecord } from "@orgwatch/core/notice/layouts/lenient";

/** A damaged copy, and the names on the way to what was damaged. */
export type Mutated = { readonly body: unknown; readonly path: readonly string[] };

/** Damages one value somewhere in `body`. `random` answers from 0 to below 1. */
export function mutate(body: unknown, random: () => number): Mutated {
  const places = placesIn(body, []);
  const path = places[Math.floor(random() * places.length)] ?? [];
  return { body: replaced(body, path, (value) => damaged(value, random)), path };
}

/** All paths to values, except the one to the body itself. */
function placesIn(value: unknown, path: readonly string[]): readonly (readonly string[])[] {
  if (path.length > 20) return [path];
  const below = membersOf(value).flatMap(([name, member]) => placesIn(member, [...path, name]));
  return path.length === 0 ? below : [path, ...below];
}

function membersOf(value: unknown): readonly (readonly [string, unknown])[] {
  if (Array.isArray(value)) return value.map((item, index) => [String(index), item]);
  return isRecord(value) ? Object.entries(value) : [];
}

const drop = Symbol("drop");

function replaced(
  value: unknown,
  [name, ...rest]: readonly string[],
  change: (value: unknown) => unknown,
): unknown {
  if (name === undefined) return change(value);
  const members = membersOf(value).flatMap(([key, member]) => {
    const next = key === name ? replaced(member, rest, change) : member;
    return next === drop ? [] : [[key, next] as const];
  });
  return Array.isArray(value) ? members.map(([, member]) => member) : Object.fromEntries(members);
}

/** What a value can become. */
const damages: readonly ((value: unknown, random: () => number) => unknown)[] = [
  () => drop,
  () => null,
  () => "",
  () => 0,
  () => -1.5,
  () => 1e21,
  () => true,
  () => [],
  () => ({}),
  () => "x".repeat(200_000),
  () => nested(3000),
  (value) => [value],
  (value) => [value, null, value],
  (value) => ({ items: value }),
  (value) => ({ items: [value, 7, { items: [] }] }),
  (value) => (Array.isArray(value) ? Object.fromEntries(value.entries()) : String(value)),
  (value) => (isRecord(value) ? Object.values(value) : [value]),
  (value) => (isRecord(value) ? { ...value, zoneIds: { items: [{ zoneId: "z-1" }] } } : { value }),
  (value) => (isRecord(value) ? { ...value, ["y".repeat(5000)]: "extra" } : Number(value)),
  (value) =>
    isRecord(value) ? JSON.parse(`{"__proto__":{"items":[1]},"toString":1,"constructor":null}`) : value,
  (value) => (typeof value === "string" ? `${value}\u0000<!channel>` : 65536),
];

function damaged(value: unknown, random: () => number): unknown {
  const damage = damages[Math.floor(random() * damages.length)];
  return damage === undefined ? value : damage(value, random);
}

function nested(depth: number): unknown {
  let value: unknown = "deep";
  for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? { items: value } : [value];
  return value;
}
