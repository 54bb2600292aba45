// The closed set of values that a lambda's environment can hold. Secrets and settings are only *named* there.
import type {
  OwnBucketReference,
  QueueReference,
  RoleReference,
  SecretReference,
  SettingReference,
  TableReference,
} from "./references";

/** The physical name of a table or bucket; for a role its ARN, for a queue its URL. */
export type NameOf = {
  readonly kind: "name";
  readonly of: TableReference | RoleReference | QueueReference | OwnBucketReference;
};
/** The URLs of several queues by a word of ours, as JSON. */
export type QueuesVariable = {
  readonly kind: "queues";
  readonly of: Readonly<Record<string, QueueReference>>;
};
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
  | QueuesVariable
  | IntVariable
  | TextVariable
  | RegionsVariable;

/** Variable names are UPPER_SNAKE_CASE and do not start with `AWS_` or `ORGWATCH_`, which belong to Lambda and the runtime. */
export type Environment = Readonly<Record<string, Variable>>;

/** The name of what a reference stands for: a table's or bucket's name, a role's ARN, a queue's URL. */
export function nameOf(reference: NameOf["of"]): NameOf {
  return { kind: "name", of: reference };
}

/** The URLs of the queues that a lambda chooses from. */
export function queueUrls(queues: Readonly<Record<string, QueueReference>>): QueuesVariable {
  return { kind: "queues", of: queues };
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
