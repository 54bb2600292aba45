// What time it was in the sandbox when moto wrote down a time of its own: moto lives in real time, and the sandbox's clock jumps.

export type ToldTimes = {
  /** To be called before whatever may make moto write down a time. */
  readonly note: () => void;
  /** The sandbox's time at a real time: now or before. */
  readonly told: (real: Date) => Date;
};

/** Less than this is no jump: the two clocks are not read in the same instant. */
const toleranceMs = 500;

/** Remembers how far ahead of real time (milliseconds since 1970) the sandbox was from when on. */
export function newToldTimes(now: () => Date, realNow: () => number = Date.now): ToldTimes {
  const jumps: { readonly from: number; readonly aheadMs: number }[] = [];
  return {
    note: () => {
      const from = realNow();
      const aheadMs = now().getTime() - from;
      const last = jumps.at(-1);
      if (!last || Math.abs(last.aheadMs - aheadMs) > toleranceMs) jumps.push({ from, aheadMs });
    },
    told: (real) => {
      const known = jumps.findLast(({ from }) => from <= real.getTime()) ?? jumps[0];
      return new Date(real.getTime() + (known?.aheadMs ?? 0));
    },
  };
}
