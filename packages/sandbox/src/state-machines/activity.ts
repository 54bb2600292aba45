// Whether executions have anything to do right now; one that waits for another try, or for its items, has not.
import timers from "node:timers/promises";

export type Activity = {
  readonly work: <T>(doing: () => Promise<T>) => Promise<T>;
  readonly rest: <T>(waiting: () => Promise<T>) => Promise<T>;
  readonly quiet: () => boolean;
  /** Resolves when everything is quiet. */
  readonly idle: () => Promise<void>;
};

/** Quiet at the start. */
export function newActivity(): Activity {
  let working = 0;
  const waiting = new Set<() => void>();
  const change = (by: number): void => {
    working += by;
    if (working > 0) return;
    for (const tell of waiting) tell();
    waiting.clear();
  };
  const during = async <T>(by: number, doing: () => Promise<T>): Promise<T> => {
    change(by);
    try {
      return await doing();
    } finally {
      change(-by);
    }
  };
  return {
    work: (doing) => during(1, doing),
    rest: (doing) => during(-1, doing),
    quiet: () => working === 0,
    idle: async () => {
      for (;;) {
        // Between two strands of work it is quiet for a moment: what was resolved already goes on first.
        await timers.setImmediate();
        if (working === 0) return;
        await new Promise<void>((resolve) => waiting.add(resolve));
      }
    },
  };
}
