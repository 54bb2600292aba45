// How our objects are written as items of DynamoDB tables, and read back.
import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import type * as z from "zod/mini";

/** A table item. Fields that are undefined are left out; DynamoDB takes empty strings, but not in keys. */
export type Item = Record<string, AttributeValue>;

/** The item of an object made of texts, finite numbers, truths, lists and objects. @throws TypeError for anything else. */
export function itemOf(fields: object): Item {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, attributeOf(value)]],
    ),
  );
}

/** The object in an item, checked against its shape. @throws Error when the item has another one; values are not repeated. */
export function objectOf<Shape extends z.ZodMiniType>(shape: Shape, item: Item): z.output<Shape> {
  const parsed = shape.safeParse(plain({ M: item }));
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map(({ path }) => path.join(".")).join(", ");
  throw new Error(`A table item has another shape: ${fields}`);
}

function attributeOf(value: unknown): AttributeValue {
  if (typeof value === "string") return { S: value };
  if (typeof value === "number" && Number.isFinite(value)) return { N: String(value) };
  if (typeof value === "boolean") return { BOOL: value };
  if (Array.isArray(value)) return { L: value.map(attributeOf) };
  if (typeof value === "object" && value !== null) return { M: itemOf(value) };
  throw new TypeError(`A table item cannot hold ${typeof value}`);
}

function plain(attribute: AttributeValue): unknown {
  if (attribute.S !== undefined) return attribute.S;
  if (attribute.N !== undefined) return Number(attribute.N);
  if (attribute.BOOL !== undefined) return attribute.BOOL;
  if (attribute.L !== undefined) return attribute.L.map(plain);
  if (attribute.M !== undefined)
    return Object.fromEntries(Object.entries(attribute.M).map(([name, value]) => [name, plain(value)]));
  return undefined;
}
