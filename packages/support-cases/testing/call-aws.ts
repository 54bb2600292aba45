// Calls to a simulated AWS: each takes its time, is counted, may be throttled or lose its connection, and is tried again as AWS's SDK does.

/** Time that a test owns. */
export type Time = { readonly now: () => Date; readonly sleep: (ms: number) => Promise<void> };

/** `throttled` and `reset` are shares of all attempts, 0 to 1. */
export type Weather = {
  readonly latencyMs: number;
  readonly throttled: number;
  readonly reset: number;
  readonly random: () => number;
};

/** Says whether there is room for one more call now. */
export type Bucket = (now: Date) => boolean;

export type AwsCalls = {
  /** One call by its name, with what it does on the other side. @throws what that throws, or the last fault after four attempts. */
  readonly call: <Result>(
    name: string,
    work: () => Result | Promise<Result>,
    bucket?: Bucket,
  ) => Promise<Result>;
  /** After so many attempts in all, nothing is answered any more: the process is dead. */
  killAfter: (attempts: number) => void;
  /** Attempts by the call's name. */
  readonly counts: () => Readonly<Record<string, number>>;
  readonly total: () => number;
  /** The most calls that were in flight at the same moment. */
  readonly peak: () => number;
};

const attempts = 4;

/** A connection to AWS in some weather. */
export function awsCalls(time: Time, { latencyMs, throttled, reset, random }: Weather): AwsCalls {
  const counts = new Map<string, number>();
  const state = { total: 0, inFlight: 0, peak: 0, last: Number.POSITIVE_INFINITY };
  const attempt = async <Result>(name: string, work: () => Result | Promise<Result>, bucket?: Bucket) => {
    state.total += 1;
    if (state.total > state.last) await never;
    counts.set(name, (counts.get(name) ?? 0) + 1);
    state.inFlight += 1;
    state.peak = Math.max(state.peak, state.inFlight);
    await time.sleep(latencyMs);
    state.inFlight -= 1;
    if (state.total > state.last) await never;
    if (random() < throttled || bucket?.(time.now()) === false)
      throw fault("ThrottlingException", "Rate exceeded");
    if (random() < reset) throw fault("TimeoutError", "read ECONNRESET");
    return work();
  };
  return {
    call: async (name, work, bucket) => {
      for (let tried = 1; ; tried += 1) {
        try {
          return await attempt(name, work, bucket);
        } catch (error) {
          if (!(error instanceof Error) || !faults.has(error) || tried === attempts) throw error;
          await time.sleep(Math.round(random() * 500 * 2 ** tried));
        }
      }
    },
    killAfter: (number) => {
      state.last = number;
    },
    counts: () => Object.fromEntries(counts),
    total: () => state.total,
    peak: () => state.peak,
  };
}

const never = new Promise<never>(() => {});
const faults = new WeakSet<Error>();

function fault(name: string, message: string): Error {
  const error = Object.assign(new Error(message), { name });
  faults.add(error);
  return error;
}

/** A token bucket: `burst` at once, then `perSecond`. */
export function bucketOf({
  burst,
  perSecond,
}: {
  readonly burst: number;
  readonly perSecond: number;
}): Bucket {
  let tokens = burst;
  let at: number | undefined;
  return (now) => {
    tokens = Math.min(burst, tokens + ((now.getTime() - (at ?? now.getTime())) / 1000) * perSecond);
    at = now.getTime();
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}
