// One service's pace in one account and region: turns are handed out in order, slower after a throttle, faster again as calls succeed.
import type { Rate } from "./rates";

export type TokenBucket = {
  /** The caller's turn, in milliseconds from `now`; 0 at once. Each turn is handed out once. */
  readonly take: (now: Date) => number;
  /** AWS asked for slower calls: half the rate, and no burst until the bucket has filled again. */
  readonly slowDown: (now: Date) => void;
  readonly succeeded: () => void;
};

/** A throttled bucket goes on at least this fast, as a share of its rate. */
const slowest = 1 / 16;
/** What each success gives back, as a share of the rate: sixteen successes double a half. */
const regained = 1 / 32;

/** A full bucket of this rate. */
export function tokenBucket({ perSecond, burst }: Rate): TokenBucket {
  let rate = perSecond;
  let tokens = burst;
  let at: number | undefined;
  const refill = (now: Date) => {
    const time = now.getTime();
    tokens = Math.min(burst, tokens + ((time - (at ?? time)) / 1000) * rate);
    at = Math.max(time, at ?? time);
  };
  return {
    take: (now) => {
      refill(now);
      tokens -= 1;
      // Below zero are the turns that others have already taken.
      return tokens >= 0 ? 0 : Math.ceil((-tokens / rate) * 1000);
    },
    slowDown: (now) => {
      refill(now);
      tokens = Math.min(tokens, 0);
      rate = Math.max(rate / 2, perSecond * slowest);
    },
    succeeded: () => {
      rate = Math.min(perSecond, rate + perSecond * regained);
    },
  };
}
