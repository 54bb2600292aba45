// Types of the Cloud Control API that nobody in a run knows: without a word they would look like something that nobody has.
import { allAccounts } from "./gaps";
import type { Failure, Scope } from "./run-manifest";

const advice =
  "No account and region that was asked knows this type, or can list it: look at inventory.cloudControl";
const wordsLimit = 300;

/**
 * A failure for each type that no account knows. `unknown`: what AWS said of those that an account's regions do not know; `counts`: of all that somebody
 * could list. Where a run asked fewer regions than `before` (the last whole run's scope), the others may know them: nothing is said.
 */
export function mistypedTypes(
  unknown: ReadonlyMap<string, string>,
  counts: Readonly<Record<string, number>>,
  scope: Pick<Scope, "isPart" | "regions">,
  before: Pick<Scope, "regions"> | undefined,
): readonly Failure[] {
  const isWide = before?.regions.every((region) => scope.regions.includes(region)) === true;
  if (scope.isPart && !isWide) return [];
  return [...unknown]
    .filter(([type]) => !Object.hasOwn(counts, type))
    .map(([type, words]) => ({
      ...{ account: allAccounts, region: "*", kind: type, type: "misconfigured" as const },
      words: `${advice} (${words})`.slice(0, wordsLimit),
      hides: `every ${type}`,
    }));
}
