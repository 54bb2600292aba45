// What is wrong with a policy that has the right shape: what could never be fulfilled, or would act on everybody.
import { claimsNobody } from "./choose-scheme";
import type { TagPolicy } from "./policy";
import { valuePattern } from "./value-pattern";

/** All problems, in words that name the place; empty when the policy can be worked with. */
export function problemsOfPolicy(policy: TagPolicy): string[] {
  return [
    ...policy.schemes.flatMap(schemeProblems),
    ...claimProblems(policy.schemes),
    ...delayProblems(policy.afterHours),
    ...canaryProblems(policy),
  ];
}

type Scheme = TagPolicy["schemes"][number];

function schemeProblems({ name, require }: Scheme): string[] {
  const keys = require.map(({ key }) => key.trim());
  return [
    ...(require.length === 0 ? [`The scheme ${name} requires no tag`] : []),
    ...twice(keys).map((key) => `The scheme ${name} requires ${key} twice`),
    ...require.flatMap(({ key, values, pattern }) => [
      ...(key.trim() === "" ? [`The scheme ${name} requires a tag without a key`] : []),
      ...(pattern !== undefined && valuePattern(pattern) === undefined
        ? [`The scheme ${name}: the pattern of ${key.trim()} is not one of RE2: ${pattern}`]
        : []),
      ...(values?.every((value) => value.trim() === "") && pattern === undefined
        ? [`The scheme ${name}: no value of ${key.trim()} is allowed`]
        : []),
    ]),
  ];
}

function claimProblems(schemes: readonly Scheme[]): string[] {
  const claims = schemes.flatMap(({ accounts, organizationalUnits }) => [
    ...new Set([...accounts, ...organizationalUnits]),
  ]);
  const others = schemes.filter(claimsNobody).map(({ name }) => name);
  return [
    ...twice(claims).map((id) => `${id} is claimed by two schemes`),
    ...(others.length > 1 ? [`The schemes ${others.join(", ")} all hold for everybody else`] : []),
  ];
}

function delayProblems({ warn, stop, terminate }: TagPolicy["afterHours"]): string[] {
  return warn <= stop && stop <= terminate
    ? []
    : [`afterHours must not fall: warn ${warn}, stop ${stop}, terminate ${terminate}`];
}

function canaryProblems({ canary }: TagPolicy): string[] {
  const anything = canary.kind === "instance" && Object.keys(canary.tags).length === 0;
  return anything ? ["The canary has no tags: every instance would be one"] : [];
}

function twice(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}
