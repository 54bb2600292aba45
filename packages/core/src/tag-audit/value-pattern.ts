// Patterns of allowed values. They are RE2's, whose matching takes linear time: a value is written by strangers.
import { RE2JS } from "re2js";

export type ValuePattern = { readonly matches: (value: string) => boolean };

/** A policy's patterns are few, and each is asked for every instance. */
const compiled = new Map<string, ValuePattern | undefined>();

/** The pattern, which must match a whole value; undefined when it is not one of RE2 (look-around, back-references, a slip). */
export function valuePattern(pattern: string): ValuePattern | undefined {
  if (!compiled.has(pattern)) compiled.set(pattern, compile(pattern));
  return compiled.get(pattern);
}

function compile(pattern: string): ValuePattern | undefined {
  try {
    const expression = RE2JS.compile(pattern);
    return { matches: (value) => expression.testExact(value) };
  } catch {
    return undefined;
  }
}
