// Work on several things at a time whose results are wanted in order.

/** The results in the items' order; at most `ahead` are worked on. After a failure nothing new is begun, and what runs is waited for. */
export async function* inOrder<Item, Result>(
  items: readonly Item[],
  ahead: number,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<Result, void> {
  const running: Promise<Result>[] = [];
  try {
    for (const item of items) {
      const begun = work(item);
      // It is thrown when its turn comes.
      begun.catch(() => {});
      running.push(begun);
      const [first] = running.length < ahead ? [] : running.splice(0, 1);
      if (first) yield await first;
    }
    for (const last of running) yield await last;
  } finally {
    await Promise.allSettled(running);
  }
}
