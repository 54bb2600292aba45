// What the AWS SDK knows of its operations' inputs and answers: tests hold the table of kinds against it.

/** A schema of the SDK, unwrapped: a number for simple types and for lists and maps of them, else `[type, namespace, name, traits, ...]`. */
export type Schema = number | readonly unknown[];

const types = { list: 1, map: 2, structure: 3, union: 4 } as const;
/** The bit among the traits that keeps a value out of logs. */
const sensitive = 8;

/** Schemas stand behind functions, and members as `[schema, traits]`. @throws Error when the SDK writes them in another way. */
export function unwrapped(schema: unknown): Schema {
  if (typeof schema === "function") return unwrapped(schema());
  if (typeof schema === "number") return schema;
  if (schema === "unit") return structureOf(new Map());
  if (!Array.isArray(schema)) throw new Error("The SDK writes its schemas in another way by now");
  return schema.length === 2 || typeof schema[0] !== "number" ? unwrapped(schema[0]) : schema;
}

/** Names of a structure's or a union's members; of anything else none. */
export function membersOf(schema: Schema | undefined): readonly string[] {
  if (typeof schema !== "object" || !Array.isArray(schema[4])) return [];
  return schema[0] === types.structure || schema[0] === types.union ? schema[4].map(String) : [];
}

/** The schema of a member; undefined when there is none of this name. */
export function memberOf(schema: Schema | undefined, name: string): Schema | undefined {
  const at = membersOf(schema).indexOf(name);
  return at < 0 || typeof schema !== "object" || !Array.isArray(schema[5])
    ? undefined
    : unwrapped(schema[5][at]);
}

/** What a list holds: numbers from 64 on are lists of simple types, from 128 on maps of them. */
export function elementOf(schema: Schema | undefined): Schema | undefined {
  if (typeof schema === "number") return schema >= 64 && schema < 128 ? schema - 64 : undefined;
  return schema?.[0] === types.list ? unwrapped(schema[4]) : undefined;
}

/** Whether it is a map, from names to anything. */
export function isMap(schema: Schema | undefined): boolean {
  return typeof schema === "number" ? schema >= 128 : schema?.[0] === types.map;
}

function valueInMap(map: Schema | undefined): Schema | undefined {
  return typeof map === "number" ? map - 128 : unwrapped(map?.[5]);
}

/** The schema at a path as the table writes it; undefined when it leads nowhere. */
export function schemaAt(schema: Schema | undefined, path: string | undefined): Schema | undefined {
  if (path === undefined || path === ".") return schema;
  const [step = "", ...rest] = path.split(".");
  const member = isMap(schema) ? valueInMap(schema) : memberOf(schema, step.replace("[]", ""));
  const next = step.endsWith("[]") ? elementOf(member) : member;
  return rest.length === 0 ? next : schemaAt(next, rest.join("."));
}

/** The first so many of the members, as the schema says. */
export function requiredOf(schema: Schema | undefined): readonly string[] {
  return membersOf(schema).slice(0, typeof schema === "object" ? Number(schema[6] ?? 0) : 0);
}

/** A structure of these members. */
export function structureOf(members: ReadonlyMap<string, Schema>): Schema {
  return [types.structure, "", "", 0, [...members.keys()], [...members.values()].map((one) => () => one)];
}

/** A value with something in every member, so many levels deep. */
export function madeUp(schema: Schema | undefined, depth: number): unknown {
  const element = elementOf(schema);
  if (element !== undefined) return depth === 0 ? [] : [madeUp(element, depth - 1)];
  if (schema === 2) return true;
  const members = membersOf(schema);
  if (members.length === 0 || depth === 0) return "more";
  return Object.fromEntries(members.map((name) => [name, madeUp(memberOf(schema, name), depth - 1)]));
}

/** Paths of members that the SDK keeps out of logs, so many levels deep. */
export function sensitiveIn(schema: Schema | undefined, path: readonly string[], depth: number): string[][] {
  if (typeof schema !== "object" || depth === 0) return [];
  if (typeof schema[3] === "number" && (schema[3] & sensitive) !== 0) return [[...path]];
  if (schema[0] === types.map) return sensitiveIn(unwrapped(schema[5]), path, depth - 1);
  if (schema[0] === types.list) return sensitiveIn(unwrapped(schema[4]), path, depth);
  return membersOf(schema).flatMap((name) => sensitiveIn(memberOf(schema, name), [...path, name], depth - 1));
}
