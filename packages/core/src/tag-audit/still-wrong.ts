// Whether a violation still holds for its instance a moment before an act, where nobody can look up who exists.
import { judgeTags, type RequiredTags } from "./find-problems";
import type { Instance, TagProblem } from "./instance";
import type { Violation } from "./violation";

/**
 * The problems that the instance has now, read again. A principal that was unknown counts for as long as the instance's tags of that key
 * are the same; a value that was written since is taken for good until the next scan. Empty: nothing may be done.
 */
export function problemsLeft(
  { instance: before, problems }: Pick<Violation, "instance" | "problems">,
  instance: Instance,
  scheme: RequiredTags,
): TagProblem[] {
  const verdict = judgeTags(instance, scheme, {});
  const unknown = problems.filter(
    ({ key, problem }) =>
      problem === "unknown-principal" &&
      verdict.unproven.some((one) => one.key === key) &&
      valuesOf(before, key) === valuesOf(instance, key),
  );
  return [...verdict.problems, ...unknown];
}

function valuesOf({ tags }: Instance, key: string): string {
  const same = Object.entries(tags).filter(([name]) => name.trim().toLowerCase() === key.toLowerCase());
  return JSON.stringify(same.toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
