// The least time that a runner can need for the calls of an item: its own rates, and how many calls it makes at a time.
import { rateOf } from "../src/read/rates";
import { kindsAtATime } from "../src/read/read-cell";
import { detailsAtATime } from "../src/read/read-kind";
import type { Call } from "../src/read/reader";
import { cellsAtATime } from "../src/run/run-item";

export type ItemCalls = {
  readonly count: (account: string, call: Call) => void;
  /** Nothing is faster than all calls with every lane busy, nor than the turns that the slowest rate hands out. In milliseconds. */
  readonly leastMs: (latencyMs: number) => number;
};

type Counted = { calls: number; readonly perSecond: number; readonly burst: number };

/** No calls yet. Those of the same account, region and service share a rate, as in through.ts. */
export function callsOfItem(): ItemCalls {
  const byRate = new Map<string, Counted>();
  let total = 0;
  return {
    count: (account, { service, region, perSecond }) => {
      total += 1;
      const key = `${account}/${region}/${service}/${perSecond}`;
      const known = byRate.get(key);
      if (known) known.calls += 1;
      else byRate.set(key, { calls: 1, ...rateOf(service, perSecond) });
    },
    leastMs: (latencyMs) => {
      const lanesMs = (total / (cellsAtATime * kindsAtATime * detailsAtATime)) * latencyMs;
      return Math.max(lanesMs, ...[...byRate.values()].map((counted) => lastTurnMs(counted) + latencyMs));
    },
  };
}

function lastTurnMs({ calls, perSecond, burst }: Counted): number {
  return (Math.max(0, calls - burst) / perSecond) * 1000;
}
