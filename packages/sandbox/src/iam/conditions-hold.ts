// Whether the conditions of a statement hold for a call.
import { matchesArn, matchesText } from "./match-arn";
import type { ConditionOperator, Conditions } from "./policy-document";

/**
 * What the sandbox knows about a call besides its action and resource. A key that is absent makes its condition fail, as in IAM, but for the
 * operators that are about absence. Keys with several values are lists.
 */
export type ConditionContext = Readonly<Record<string, string | readonly string[] | undefined>>;

/** All operators and keys must hold. */
export function conditionsHold(conditions: Conditions | undefined, context: ConditionContext): boolean {
  return Object.entries(conditions ?? {}).every(([operator, keys]) =>
    Object.entries(keys).every(([key, wanted]) => operatorNamed(operator)(wanted, valuesOf(key, context))),
  );
}

/** `actual` is undefined where the call does not have the key. */
type Operator = (wanted: readonly string[], actual: readonly string[] | undefined) => boolean;

/** One of the wanted values must match one of the call's. */
function anyOf(matches: (pattern: string, value: string) => boolean): Operator {
  return (wanted, actual = []) => wanted.some((pattern) => actual.some((value) => matches(pattern, value)));
}

const operators: Readonly<Record<ConditionOperator, Operator>> = {
  StringEquals: anyOf((pattern, value) => pattern === value),
  StringLike: anyOf(matchesText),
  ArnEquals: anyOf(matchesArn),
  ArnLike: anyOf(matchesArn),
  // IAM lets a call without the key pass: there is no value that does not match.
  "ForAllValues:StringEquals": (wanted, actual = []) => actual.every((value) => wanted.includes(value)),
  Null: (wanted, actual) => wanted.includes(String(actual === undefined)),
};

function operatorNamed(operator: string): Operator {
  const found = Object.entries(operators).find(([name]) => name === operator);
  if (found === undefined) throw new Error(`The sandbox does not know the condition operator ${operator}`);
  return found[1];
}

function valuesOf(key: string, context: ConditionContext): readonly string[] | undefined {
  const [, value] = Object.entries(context).find(([name]) => name.toLowerCase() === key.toLowerCase()) ?? [];
  return typeof value === "string" ? [value] : value;
}
