// Lets time pass in the sandbox as it would pass outside: in small steps, with all that each step starts done before the next.
import type { Clock } from "../clock";

export type PassTimeParts = {
  /** Its listeners run the schedules that are due. */
  readonly clock: Pick<Clock, "now" | "advance">;
  /** Lets messages whose time has come be received again. */
  readonly releaseDue: () => Promise<void>;
  /** Resolves when no lambda works and no message can be received. */
  readonly idle: () => Promise<void>;
  readonly evaluateAlarms: () => Promise<void>;
};

/** The longest step: schedules, waits of messages and periods of alarms are all multiples or a matter of it. */
const stepMilliseconds = 300_000;

/**
 * Lets this many milliseconds pass. The clock stops at each whole five minutes, where periods end and schedules are due; the real time
 * that the work takes is part of what passes.
 * @throws RangeError unless it is zero or more; what the parts throw.
 */
export async function passTime(milliseconds: number, parts: PassTimeParts): Promise<void> {
  const { clock, releaseDue, idle, evaluateAlarms } = parts;
  for (const stop of stopsOn(clock.now().getTime(), milliseconds)) {
    clock.advance(Math.max(0, stop - clock.now().getTime()));
    await releaseDue();
    await idle();
    await evaluateAlarms();
    await idle();
  }
}

/** Where the clock stops on its way: at multiples of five minutes since 1970, and at the end. All in milliseconds. */
export function stopsOn(from: number, milliseconds: number): readonly number[] {
  if (!(milliseconds >= 0 && Number.isFinite(milliseconds)))
    throw new RangeError(`Time passes forwards only, not by ${milliseconds} ms`);
  const end = from + milliseconds;
  const first = (Math.floor(from / stepMilliseconds) + 1) * stepMilliseconds;
  const between = Array.from(
    { length: Math.max(0, Math.ceil((end - first) / stepMilliseconds)) },
    (_, index) => first + index * stepMilliseconds,
  );
  return [...between, end];
}
