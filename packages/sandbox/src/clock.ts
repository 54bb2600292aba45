// The sandbox's time: real time plus what has been skipped, so that an hour of downtime is seen without waiting an hour.

export type Clock = {
  readonly now: () => Date;
  /** Skips time; listeners are called before it returns. @throws RangeError unless it is zero or more milliseconds. */
  readonly advance: (milliseconds: number) => void;
  /** The skipped milliseconds, in memory that worker threads share: what is skipped while they run, they see at once. */
  readonly offset: BigInt64Array<SharedArrayBuffer>;
  /** Calls back after each skip; the answer ends it. */
  readonly subscribe: (listener: () => void) => () => void;
};

/** Starts at real time. `realNow` answers milliseconds since 1970. */
export function newClock(realNow: () => number = Date.now): Clock {
  const offset = new BigInt64Array(new SharedArrayBuffer(BigInt64Array.BYTES_PER_ELEMENT));
  const listeners = new Set<() => void>();
  return {
    now: () => new Date(realNow() + Number(Atomics.load(offset, 0))),
    advance: (milliseconds) => {
      if (!(milliseconds >= 0 && Number.isFinite(milliseconds)))
        throw new RangeError(`Time passes forwards only, not by ${milliseconds} ms`);
      Atomics.add(offset, 0, BigInt(Math.ceil(milliseconds)));
      for (const listener of [...listeners]) listener();
    },
    offset,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
