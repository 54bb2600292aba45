// Work that reads before it writes must not overlap with other work of its kind.

export type OneAtATime = <Value>(key: string, work: () => Promise<Value>) => Promise<Value>;

/** Runs works with the same key one after the other, in the order in which they came. A failed one does not stop the next. */
export function oneAtATime(): OneAtATime {
  const last = new Map<string, Promise<unknown>>();
  return (key, work) => {
    const before = last.get(key) ?? Promise.resolve();
    const result = before.then(work, work);
    const quiet = result.catch(() => undefined);
    last.set(key, quiet);
    return result;
  };
}
