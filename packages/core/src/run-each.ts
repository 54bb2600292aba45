// Several things to do for one message: each goes its own way, and the message is tried again for those that failed.
import { NeverAgain, TryLater } from "./errors";

/**
 * Does `work` for each item, one after the other, whatever becomes of the others.
 * @throws the gravest of the failures: TryLater before NeverAgain, so that nothing that can still be done is given up.
 */
export async function runEach<Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const failures: unknown[] = [];
  for (const item of items) await work(item).catch((error: unknown) => failures.push(error));
  const [failure] = failures.toSorted((one, other) => rank(one) - rank(other));
  if (failure !== undefined) throw failure;
}

function rank(error: unknown): number {
  if (error instanceof TryLater) return 0;
  return error instanceof NeverAgain ? 2 : 1;
}
