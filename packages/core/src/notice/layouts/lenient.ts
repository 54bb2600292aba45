// Schemas that never say no: each field is read on its own, and one odd field is only missing, it never loses the message.
import * as z from "zod/mini";

/** A text; anything else, also an empty one, is undefined. */
export const text = z.catch(z.optional(z.string().check(z.minLength(1))), undefined);

/** A finite number; anything else is undefined. */
export const number = z.catch(z.optional(z.number()), undefined);

/** A boolean; anything else is undefined. */
export const flag = z.catch(z.optional(z.boolean()), undefined);

/** An object with these fields; anything else is undefined. Unknown fields are dropped. */
export function fields<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  return z.catch(z.optional(z.object(shape)), undefined);
}

/** A list; anything else is an empty list. */
export function list<Item extends z.core.SomeType>(item: Item) {
  return z.catch(z._default(z.array(item), []), []);
}

/** Whether a value is a plain object, so that its fields can be looked at. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Makes a schema when it is first needed: together they would take longer to build than the rest of the lambda needs to start. */
export function onDemand<Schema>(make: () => Schema): () => Schema {
  let schema: Schema | undefined;
  return () => {
    schema ??= make();
    return schema;
  };
}
