// What is wrong with an instance's tags, by the scheme of its account.
import type { PrincipalKind } from "@orgwatch/manifest/tag-policy";
import type { Instance, TagProblem, Unproven } from "./instance";
import { type Principals, principalProof } from "./principals";
import { valuePattern } from "./value-pattern";

/** What was found, and what could not be judged: the latter is no problem by itself, and nobody is acted on because of it. */
export type TagVerdict = { readonly problems: TagProblem[]; readonly unproven: Unproven[] };

/** A requirement as it was written (`TagRequirement`) or as the setting was parsed. */
type Requirement = {
  readonly key: string;
  readonly ignoreCase: boolean;
  readonly values?: readonly string[] | undefined;
  readonly pattern?: string | undefined;
  readonly principal?: readonly PrincipalKind[] | undefined;
};

/** A scheme, as far as tags are judged by it. */
export type RequiredTags = { readonly require: readonly Requirement[] };

type Judged = Pick<Instance, "instanceId" | "tags">;
type Found = { readonly key: string; readonly value: string };
type Reading =
  | { readonly verdict: "good" }
  | { readonly verdict: "unproven"; readonly words: string }
  | { readonly verdict: Exclude<TagProblem["problem"], "missing">; readonly words: string };

/**
 * Judges the tags: keys exactly, unless the requirement ignores case; white space around the scheme's keys and all values does not count.
 * At most one problem or unproven requirement for each key of the scheme, in the scheme's order.
 */
export function judgeTags(instance: Judged, scheme: RequiredTags, principals: Principals): TagVerdict {
  const problems: TagProblem[] = [];
  const unproven: Unproven[] = [];
  for (const requirement of scheme.require) {
    const key = requirement.key.trim();
    const found = tagsFor(key, requirement.ignoreCase, instance.tags);
    if (found.length === 0) {
      problems.push({ key, problem: "missing", words: missingWords(key, instance.tags) });
      continue;
    }
    const readings = found.map((tag) => readTag(tag, requirement, instance.instanceId, principals));
    // Two keys that differ only in case: any good value will do, then any that may be good.
    const best =
      readings.find(({ verdict }) => verdict === "good") ??
      readings.find(({ verdict }) => verdict === "unproven") ??
      readings[0];
    if (best === undefined || best.verdict === "good") continue;
    if (best.verdict === "unproven") unproven.push({ key, words: best.words });
    else problems.push({ key, problem: best.verdict, words: best.words });
  }
  return { problems, unproven };
}

/** The instance's tags that answer to a key: the exact one first. */
function tagsFor(key: string, ignoreCase: boolean, tags: Instance["tags"]): Found[] {
  const answers = (name: string) =>
    name === key || (ignoreCase && name.trim().toLowerCase() === key.toLowerCase());
  return Object.keys(tags)
    .filter(answers)
    .toSorted((one, other) => Number(other === key) - Number(one === key) || (one < other ? -1 : 1))
    .map((name) => ({ key: name, value: (tags[name] ?? "").trim() }));
}

function readTag(
  { key, value }: Found,
  requirement: Requirement,
  instanceId: string,
  principals: Principals,
): Reading {
  if (value === "") return { verdict: "empty", words: `${key} is empty` };
  const allowed = allowedValue(value, requirement);
  if (allowed === "unproven")
    return { verdict: "unproven", words: `${key} cannot be judged: its pattern is not one of RE2` };
  if (!allowed)
    return { verdict: "not-allowed", words: `${key} is “${value}”, ${allowedWords(requirement)}` };
  if (!requirement.principal || requirement.principal.length === 0) return { verdict: "good" };
  const proof = principalProof(value, requirement.principal, instanceId, principals);
  if (proof === "known") return { verdict: "good" };
  return proof === "unknown"
    ? { verdict: "unknown-principal", words: `${key} is “${value}”, whom nobody knows` }
    : { verdict: "unproven", words: `whether ${key} “${value}” exists could not be looked up` };
}

/** A value is allowed when it is one of the values or matches the pattern; both may be given. */
function allowedValue(value: string, { values, pattern }: Requirement): boolean | "unproven" {
  if (values === undefined && pattern === undefined) return true;
  if (values?.some((one) => one.trim() === value)) return true;
  if (pattern === undefined) return false;
  return valuePattern(pattern)?.matches(value) ?? "unproven";
}

const mostNamed = 5;

function allowedWords({ values = [], pattern }: Requirement): string {
  const named = values.slice(0, mostNamed).join(", ");
  const more = values.length > mostNamed ? ` (and ${values.length - mostNamed} more)` : "";
  const list = values.length > 0 ? `not one of ${named}${more}` : "";
  if (pattern === undefined) return list;
  return list === "" ? `which does not match ${pattern}` : `${list}, and does not match ${pattern}`;
}

/** AWS's keys are case-sensitive, which people overlook: the key that they meant helps them. */
function missingWords(key: string, tags: Instance["tags"]): string {
  const near = Object.keys(tags)
    .filter((name) => name.trim().toLowerCase() === key.toLowerCase())
    .toSorted();
  if (near.length === 0) return `${key} is missing`;
  const named = near.map((name) => (name === name.trim() ? name : `“${name}” with white space`));
  return `${key} is missing (there is ${named.join(", ")})`;
}
