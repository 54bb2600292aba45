// A lambda that is ended in the middle cannot say so: nothing is begun that might not end in time.

/** The lambda ends before all regions are read. Step Functions calls again with the same item, and the rest is done then. */
export class OutOfTime extends Error {
  override readonly name = "OutOfTime";
}

export type Clock = { readonly now: () => Date; readonly deadline: Date };

/** What a region may still take: its pages, its import tasks and its writes, each tried again. */
const reserveMs = 90_000;

/** Milliseconds in which something may still be begun; below zero when there are none. */
export function timeLeft({ now, deadline }: Clock): number {
  return deadline.getTime() - reserveMs - now().getTime();
}

/** @throws OutOfTime when nothing may be begun any more. */
export function mustBeInTime(clock: Clock): void {
  if (timeLeft(clock) < 0) throw new OutOfTime("The lambda's time is over before all regions are read");
}
