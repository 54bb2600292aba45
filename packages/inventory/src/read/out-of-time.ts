// A lambda that is ended in the middle cannot say so: nothing is begun that might not end in time.

/** The time is over before all is read. Step Functions calls again with the same item, and the rest is read then. */
export class OutOfTime extends Error {
  override readonly name = "OutOfTime";
}

/** Nothing may be begun after `until`. */
export type Clock = { readonly now: () => Date; readonly until: Date };

/** @throws OutOfTime when nothing may be begun in `ms` milliseconds any more. */
export function mustBeInTime({ now, until }: Clock, ms = 0): void {
  if (now().getTime() + ms > until.getTime())
    throw new OutOfTime("The time is over before everything is read");
}
