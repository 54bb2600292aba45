// Terraform's JSON as a type: what the synthesized stacks are made of.
import { z } from "zod";

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/** Reads JSON whose outermost value is an object. */
export const jsonObject: z.ZodType<JsonObject> = z.record(z.string(), z.json());

/** Whether a value is an object, not a list. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * The object at a key; an empty one where there is none.
 * @throws Error when something else is there.
 */
export function objectAt(object: JsonObject, key: string): JsonObject {
  const value = object[key] ?? {};
  if (isObject(value)) return value;
  throw new Error(`${key} is not an object`);
}
