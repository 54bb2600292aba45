// Whether the conditions of a resource policy hold for a service's call. Unknown operators and keys are never guessed at.
import { matchesArn, matchesText } from "../iam/match-arn";

/** By the key in lower case; undefined is a key that this kind of call does not carry. */
export type Facts = Readonly<Record<string, string | undefined>>;

/** A condition that the sandbox does not know. */
export class CannotJudge extends Error {
  override readonly name = "CannotJudge";
}

type Compare = (wanted: string, fact: string) => boolean;

const operators: Readonly<Record<string, Compare>> = {
  StringEquals: (wanted, fact) => wanted === fact,
  StringLike: matchesText,
  ArnEquals: matchesArn,
  ArnLike: matchesArn,
  Bool: (wanted, fact) => wanted.toLowerCase() === fact,
};

/** All operators and keys must hold; of the values of a key one must match. Throws CannotJudge. */
export function conditionsHold(
  conditions: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>,
  facts: Facts,
): boolean {
  return Object.entries(conditions)
    .flatMap(([name, keys]) => Object.entries(keys).map(([key, values]) => holds(name, key, values, facts)))
    .every((one) => one);
}

function holds(name: string, key: string, values: readonly string[], facts: Facts): boolean {
  const [, forAll, operator = "", ifExists] = /^(ForAllValues:)?(.*?)(IfExists)?$/.exec(name) ?? [];
  const compare = operators[operator];
  if (compare === undefined) throw new CannotJudge(`it does not know the condition operator ${name}`);
  if (!(key.toLowerCase() in facts)) throw new CannotJudge(`it does not know the condition key ${key}`);
  if (values.some((value) => value.includes("${"))) throw new CannotJudge(`${key} is compared to a variable`);
  const fact = facts[key.toLowerCase()];
  if (fact === undefined) return forAll !== undefined || ifExists !== undefined;
  return values.some((wanted) => compare(wanted, fact));
}
