// Work that nobody waits for, as in AWS, but that must be over before the sandbox stops.

export type Background = {
  readonly run: (work: Promise<unknown>) => void;
  /** Resolves when all of it is over, including what it has started meanwhile. */
  readonly settled: () => Promise<void>;
};

/** `onError` hears of work that failed. */
export function newBackground(onError: (error: unknown) => void): Background {
  const running = new Set<Promise<unknown>>();
  return {
    run: (work) => {
      const watched: Promise<unknown> = work.catch(onError).finally(() => running.delete(watched));
      running.add(watched);
    },
    settled: async () => {
      while (running.size > 0) await Promise.all(running);
    },
  };
}
