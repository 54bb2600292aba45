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

export type SimulatedAws = {
  /** One call by its name, with what it does on the other side. @throws what that throws, or the last fault after four attempts. */
  readonly call: <Result>(
    name: string,
    work: () => Result | Promise<Result>,
    bucket?: Bucket,
  ) => Promise<Result>;
  /** The process dies at the call of this number, counted by `counted`: before AWS does anything, or before its answer arrives. */
  readonly killAt: (number: number, when: "before" | "after", counted: (name: string) => boolean) => void;
  /** Attempts by the call's name. */
  readonly counts: () => Readonly<Record<string, number>>;
  readonly total: () => number;
  /** The most calls that were in flight at the same moment. */
  readonly peak: () => number;
};

const attempts = 4;
const never = new Promise<never>(() => {});
const faults = new WeakSet<Error>();

type Death = { left: number; readonly when: "before" | "after"; readonly counted: (name: string) => boolean };

/** A connection to AWS in some weather. */
export function simulatedAws(time: Time, { latencyMs, throttled, reset, random }: Weather): SimulatedAws {
  const counts = new Map<string, number>();
  const state = { total: 0, inFlight: 0, peak: 0, dead: false };
  let death: Death | undefined;
  const attempt = async <Result>(name: string, work: () => Result | Promise<Result>, bucket?: Bucket) => {
    const dying = death?.counted(name) ? death : undefined;
    if (dying) dying.left -= 1;
    const dies = dying?.left === 0;
    if (dies && dying?.when === "before") state.dead = true;
    if (state.dead) await never;
    counts.set(name, (counts.get(name) ?? 0) + 1);
    state.total += 1;
    state.inFlight += 1;
    state.peak = Math.max(state.peak, state.inFlight);
    await time.sleep(latencyMs);
    state.inFlight -= 1;
    if (state.dead) await never;
    if (random() < throttled || bucket?.(time.now()) === false)
      throw fault("RequestLimitExceeded", "Request limit exceeded.");
    if (random() < reset) throw fault("TimeoutError", "read ECONNRESET");
    const result = await work();
    if (dies) state.dead = true;
    if (state.dead) await never;
    return result;
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
    killAt: (left, when, counted) => {
      death = { left, when, counted };
    },
    counts: () => Object.fromEntries([...counts].toSorted()),
    total: () => state.total,
    peak: () => state.peak,
  };
}

function fault(name: string, message: string): Error {
  const error = Object.assign(new Error(message), { name });
  faults.add(error);
  return error;
}

/** A token bucket: `burst` at once, then `perSecond`. */
export function bucketOf(rate: { readonly burst: number; readonly perSecond: number }): Bucket {
  const { burst, perSecond } = rate;
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

/** EC2's throttling of calls that describe: of each account, region and call by itself. */
export const ec2Rate = { burst: 100, perSecond: 20 } as const;
