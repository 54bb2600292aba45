// What may pass is tried again, as long as there is time.
import { reasonOf, TryLater } from "@orgwatch/core/errors";
import type { Log } from "@orgwatch/core/log";
import { type Clock, mustBeInTime, OutOfTime, timeLeft } from "./out-of-time";

export type Patience = Clock & {
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** 0 to below 1. */
  readonly random: () => number;
  readonly log: Log;
};

/** Each half as much to one and a half times as much; the clients have tried four times before. */
const waitsMs = [5_000, 20_000, 60_000];

/** Does the work, again after a while where it throws TryLater. @throws the last failure; OutOfTime where the next try would come too late. */
export async function withPatience<Result>(
  patience: Patience,
  what: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const { sleep, random, log } = patience;
  mustBeInTime(patience);
  for (const wait of waitsMs) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof TryLater)) throw error;
      const ms = Math.round(wait * (0.5 + random()));
      if (timeLeft(patience) < ms)
        throw new OutOfTime(`There is no time to try ${what} again`, { cause: error });
      log.info("tried again", { what, reason: reasonOf(error), ms });
      await sleep(ms);
    }
  }
  return work();
}
