// Several things that wait for the outside, none for another: who failed for now is asked again after all others had their turn.
import { inParallel } from "@orgwatch/core/concurrency";
import { reasonOf, TryLater } from "@orgwatch/core/errors";

/** Together longer than a lease in the delivery log, and than Slack's usual Retry-After. */
const waitsMs = [5_000, 10_000, 20_000, 40_000, 60_000];

export type RoundDependencies = {
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Whether this run is nearly over: nothing begins any more. */
  readonly outOfTime: () => boolean;
};

/** Does the work for each item, `atATime` at once. Never throws: what failed for good, or to the end, is answered in words. */
export async function inRounds<Item>(
  items: readonly Item[],
  atATime: number,
  work: (item: Item) => Promise<void>,
  { sleep, outOfTime }: RoundDependencies,
): Promise<string[]> {
  const problems: string[] = [];
  let left: readonly { readonly item: Item; readonly why: string }[] = items.map((item) => ({
    item,
    why: "nobody came to it",
  }));
  for (let round = 0; left.length > 0 && !outOfTime(); round += 1) {
    const failed: { readonly item: Item; readonly why: string }[] = [];
    await inParallel(left, atATime, async ({ item, why }) => {
      if (outOfTime()) return void failed.push({ item, why });
      try {
        await work(item);
      } catch (error) {
        if (error instanceof TryLater) failed.push({ item, why: reasonOf(error) });
        else problems.push(reasonOf(error));
      }
    });
    left = failed;
    const wait = waitsMs[round];
    if (wait === undefined) break;
    if (left.length > 0 && !outOfTime()) await sleep(wait);
  }
  return [...problems, ...new Set(left.map(({ why }) => why))];
}
