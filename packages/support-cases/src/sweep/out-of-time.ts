// A lambda that is ended in the middle cannot say so: nothing is begun that might not end in time.

/** The lambda ends before all accounts are read. Step Functions calls again with the same item, and the rest is done then. */
export class OutOfTime extends Error {
  override readonly name = "OutOfTime";
}

export type Clock = { readonly now: () => Date; readonly deadline: Date };

/** What a case, or a small account, may still take; nothing is begun later than this before the deadline. */
const reserveMs = 60_000;

/** Milliseconds in which something may still be begun; below zero when there are none. */
export function timeLeft({ now, deadline }: Clock): number {
  return deadline.getTime() - reserveMs - now().getTime();
}

/** @throws OutOfTime when nothing may be begun any more. */
export function mustBeInTime(clock: Clock): void {
  if (timeLeft(clock) < 0) throw new OutOfTime("The lambda's time is over before all accounts are read");
}
