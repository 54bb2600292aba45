// How an act is written into its violation: before it is done, and after. Pure: the table compares revisions.

import { isDone } from "./due-act";
import type { SeenInstance } from "./enforce-instance";
import { withStage } from "./follow-violation";
import type { TagPolicy } from "./policy";
import type { Violation, ViolationAct } from "./violation";

/** What enforcing writes down; `warn` belongs to whoever sends the warnings. */
export type EnforcedAct = ViolationAct & { readonly what: "mark" | "unmark" | "stop" | "terminate" };

/** The acts of enforcing without an outcome, oldest first. */
export function openActs(violation: Violation): EnforcedAct[] {
  return violation.acts.flatMap((act) => {
    const { what } = act;
    return act.outcome === undefined && what !== "warn" ? [{ ...act, what }] : [];
  });
}

/** The last act of that kind in a run which came to an end. */
export function endedAct(
  violation: Violation,
  what: ViolationAct["what"],
  runId: string,
): ViolationAct | undefined {
  return violation.acts.findLast(
    (act) => act.what === what && act.runId === runId && act.outcome !== undefined,
  );
}

/**
 * With this act: in place of the open one of the same kind and run, or as the newest. Of unmarks that came to nothing only the last is kept: an
 * ended violation is tried at every run for as long as it is known.
 */
export function withAct(violation: Violation, act: ViolationAct): Violation {
  const index = violation.acts.findLastIndex(
    (one) => one.what === act.what && one.runId === act.runId && one.outcome === undefined,
  );
  if (index >= 0) return { ...violation, acts: violation.acts.with(index, act) };
  const kept = violation.acts.filter((one) => act.what !== "unmark" || one.what !== "unmark" || isDone(one));
  return { ...violation, acts: [...kept, act] };
}

/** How an act ended. */
export type Ending = {
  readonly outcome: NonNullable<ViolationAct["outcome"]>;
  readonly words?: string | undefined;
  readonly byOthers?: ViolationAct["byOthers"];
  readonly protection?: ViolationAct["protection"];
};

/** With the act's end, and what follows from it for the violation. `seen` is undefined when the instance is gone. */
export function withEnding(
  violation: Violation,
  act: ViolationAct,
  { outcome, words, byOthers, protection }: Ending,
  {
    seen,
    policy,
    now,
  }: {
    readonly seen: SeenInstance | undefined;
    readonly policy: TagPolicy;
    readonly now: Date;
  },
): Violation {
  const endedAt = now.toISOString();
  const { worker: _, ...rest } = act;
  const ended = withAct(violation, {
    ...rest,
    endedAt,
    outcome,
    ...(words === undefined ? {} : { words }),
    ...(byOthers === undefined ? {} : { byOthers }),
    ...(protection === undefined ? {} : { protection }),
  });
  if (!isDone({ ...rest, outcome })) return ended;
  if (act.what === "terminate") return withStage({ ...ended, status: "terminated", endedAt }, policy, now);
  // Otherwise the violation would look as if somebody had started the instance again.
  const isStopped = act.what === "stop" && (seen?.state === "stopping" || seen?.state === "stopped");
  const instance = isStopped ? { ...ended.instance, state: seen.state } : ended.instance;
  return withStage({ ...ended, instance }, policy, now);
}

/** A new act of this run. */
export function newAct(
  what: EnforcedAct["what"],
  { runId, worker, now }: { readonly runId: string; readonly worker: string; readonly now: Date },
): EnforcedAct {
  return { what, runId, intendedAt: now.toISOString(), worker };
}
