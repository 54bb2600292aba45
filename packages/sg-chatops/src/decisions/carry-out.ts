// A decision is told before it is done, and done even when it cannot be told: the message catches up.
import { reasonOf, TryLater } from "@orgwatch/core/errors";
import type { Log } from "@orgwatch/core/log";
import { type Change, isUndone } from "@orgwatch/core/security-groups/change";
import { type ActDependencies, actChange } from "./act-change";

export type CarryOutDependencies = ActDependencies & {
  /** Brings the change's message up to date; no send begins shortly before the deadline. Throws TryLater or NeverAgain. */
  readonly tell: (change: Change, deadline: Date) => Promise<void>;
  readonly log: Log;
};

/** `change` once everything is done that was decided. `failure` is for the runtime: something is left, be it only the message. */
export type CarriedOut =
  | { readonly change: Change }
  | { readonly change: Change | undefined; readonly failure: unknown };

/** What telling may take of a run's time while the act still has to come. */
const tellFirstMs = 25_000;

/** Does what was decided, as far as it is not done yet. Never throws: a failed act does not hide what is to be told, nor the other way round. */
export async function carryOut(change: Change, dependencies: CarryOutDependencies): Promise<CarriedOut> {
  const { tell, now, deadline, log } = dependencies;
  if (!isUndone(change)) return told(change, tell(change, deadline));
  const soon = new Date(Math.min(deadline.getTime(), now().getTime() + tellFirstMs));
  await tell(change, soon).catch((error: unknown) => {
    log.warn("the decision could not be told yet, it is done all the same", { reason: reasonOf(error) });
  });
  const acted = await settled(actChange(change, dependencies));
  if ("value" in acted) return told(acted.value, tell(acted.value, deadline));
  // Somebody has to hear why it is not taken back yet; the next try tells it again.
  await settled(tellNewest(change, dependencies));
  return { change: undefined, failure: acted.failure };
}

async function tellNewest(
  { changeId }: Change,
  { changes, tell, deadline }: CarryOutDependencies,
): Promise<void> {
  const newest = await changes.get(changeId);
  if (newest === undefined) throw new TryLater("the change is not there");
  await tell(newest, deadline);
}

async function told(change: Change, telling: Promise<void>): Promise<CarriedOut> {
  const end = await settled(telling);
  return "failure" in end ? { change, failure: end.failure } : { change };
}

async function settled<Value>(
  work: Promise<Value>,
): Promise<{ readonly value: Value } | { readonly failure: unknown }> {
  try {
    return { value: await work };
  } catch (failure) {
    return { failure };
  }
}
