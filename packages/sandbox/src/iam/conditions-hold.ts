// Whether the conditions of a statement hold for a call.
import { matchesArn, matchesText } from "./match-arn";
import type { ConditionOperator, Conditions } from "./policy-document";

/** What the sandbox knows about a call besides its action and resource; a key that is absent makes its condition fail, as in IAM. */
export type ConditionContext = Readonly<Record<string, string | undefined>>;

/** All operators and keys must hold; of the values of a key one must match. */
export function conditionsHold(conditions: Conditions | undefined, context: ConditionContext): boolean {
  return Object.entries(conditions ?? {}).every(([operator, keys]) =>
    Object.entries(keys).every(([key, values]) => {
      const actual = valueFor(key, context);
      return actual !== undefined && values.some((value) => comparisonOf(operator)(value, actual));
    }),
  );
}

const comparisons: Readonly<Record<ConditionOperator, (pattern: string, value: string) => boolean>> = {
  StringEquals: (pattern, value) => pattern === value,
  StringLike: matchesText,
  ArnEquals: matchesArn,
  ArnLike: matchesArn,
};

function comparisonOf(operator: string): (pattern: string, value: string) => boolean {
  const found = Object.entries(comparisons).find(([name]) => name === operator);
  if (found === undefined) throw new Error(`The sandbox does not know the condition operator ${operator}`);
  return found[1];
}

function valueFor(key: string, context: ConditionContext): string | undefined {
  const found = Object.entries(context).find(([name]) => name.toLowerCase() === key.toLowerCase());
  return found?.[1];
}
