// A Distributed Map: an execution of its own for each item, so many at a time, until too many of them failed.
import type { Around } from "./around";
import type { MapState } from "./definition";
import { readPath, type Scope } from "./paths";
import { StateFailed } from "./states-error";

/**
 * The outputs of the items that did not fail, in their order. `runItem` runs what the map does with one.
 * @throws StateFailed States.ExceedToleratedFailureThreshold when more failed than the state tolerates.
 */
export async function runMap(
  state: MapState,
  scope: Scope,
  around: Around,
  runItem: (item: unknown) => Promise<unknown>,
): Promise<readonly unknown[]> {
  const items = readPath(state.ItemsPath, scope);
  if (!Array.isArray(items))
    throw new StateFailed("States.Runtime", `${state.ItemsPath} is no list of items`);
  around.checkItems();
  const outputs = new Map<number, unknown>();
  const waiting = items.entries();
  let failed = 0;
  const isTooMany = () => (failed / items.length) * 100 > state.ToleratedFailurePercentage;
  const work = async (): Promise<void> => {
    for (const [index, item] of waiting) {
      if (isTooMany()) return;
      around.signal.throwIfAborted();
      try {
        outputs.set(index, await runItem(item));
      } catch (error) {
        if (!(error instanceof StateFailed)) throw error;
        failed += 1;
      }
    }
  };
  const allowed = state.MaxConcurrency === 0 ? items.length : state.MaxConcurrency;
  const workers = Math.min(allowed, around.mostAtOnce, items.length);
  const { activity } = around;
  await activity.rest(() => Promise.all(Array.from({ length: workers }, () => activity.work(work))));
  if (isTooMany())
    throw new StateFailed(
      "States.ExceedToleratedFailureThreshold",
      `${failed} of ${items.length} items failed, and ${state.ToleratedFailurePercentage} % are tolerated`,
    );
  return [...outputs].toSorted(([one], [other]) => one - other).map(([, output]) => output);
}
