// The closed set of values that a lambda's environment can hold. Secrets and settings are only *named* there.
import type { RoleReference, SecretReference, SettingReference, TableReference } from "./references";

/** The physical name of a table (or, for a role, its ARN). */
export type NameOf = { readonly kind: "name"; readonly of: TableReference | RoleReference };
/** A whole number; `fallback` makes it optional. */
export type IntVariable = { readonly kind: "int"; readonly fallback: number | undefined };
/** Text; `fallback` makes it optional. */
export type TextVariable = { readonly kind: "text"; readonly fallback: string | undefined };
/** The watched regions, comma separated; the home region is the first. */
export type RegionsVariable = { readonly kind: "regions" };

export type Variable =
  | SecretReference
  | SettingReference
  | NameOf
  | IntVariable
  | TextVariable
  | RegionsVariable;

/** Variable names are UPPER_SNAKE_CASE and do not start with `AWS_` or `ORGWATCH_`, which belong to Lambda and the runtime. */
export type Environment = Readonly<Record<string, Variable>>;

/** The name of what a reference stands for: a table's name, a role's ARN. */
export function nameOf(reference: TableReference | RoleReference): NameOf {
  return { kind: "name", of: reference };
}

/** A whole number from the environment. */
export function int(options: { readonly fallback?: number } = {}): IntVariable {
  return { kind: "int", fallback: options.fallback };
}

/** Text from the environment. */
export function text(options: { readonly fallback?: string } = {}): TextVariable {
  return { kind: "text", fallback: options.fallback };
}

/** All watched regions, home region first. */
export function regions(): RegionsVariable {
  return { kind: "regions" };
}
