// A violation from run to run: it begins, lasts, and ends. When it was first seen is never forgotten while it lasts.
import { nextOf, stageOf } from "./due-act";
import { type Exemption, isExempt } from "./exempt";
import { type Instance, type TagProblem, type Unproven, violationIdOf } from "./instance";
import type { TagPolicy } from "./policy";
import type { Cell, Violation, ViolationAct } from "./violation";

/** What a run saw of an instance: its tags judged by the scheme of that name, and its exemption. */
export type Seen = {
  readonly instance: Instance;
  readonly scheme: string;
  readonly problems: readonly TagProblem[];
  readonly unproven: readonly Unproven[];
  readonly exemption: Exemption | undefined;
};

export type FollowingRun = { readonly runId: string; readonly now: Date };

/**
 * The violation after a run saw its instance, as it has to be written; undefined: nothing is to be written. `before` is what is known,
 * whatever its status. The same run may follow it again.
 * - A violation that was mended or exempt and comes back is a new one, first seen now; its acts are kept, but count no more.
 * - One that was taken for gone goes on as it was: instance ids are never given twice, so that EC2 had not told all.
 * - A problem whose key cannot be judged this time stands as it was: a list of users that cannot be read mends nothing.
 */
export function followViolation(
  before: Violation | undefined,
  seen: Seen,
  run: FollowingRun,
  policy: TagPolicy,
): Violation | undefined {
  const lasting = before && isLasting(before) ? before : undefined;
  const problems = [...seen.problems, ...standing(lasting, seen)];
  if (problems.length === 0) return lasting && ended(lasting, seen, run, "mended");
  if (isExempt(seen.exemption)) return lasting && ended(lasting, seen, run, "exempt");
  const { instance, scheme, unproven, exemption } = seen;
  const now = run.now.toISOString();
  const base = lasting ?? { ...begin(seen, run), ...(before && keptOf(before)) };
  return judged(
    {
      ...base,
      ...lookedAt(run),
      instance,
      scheme,
      problems,
      acts: keptActs(base),
      status: "open",
      endedAt: undefined,
      unproven: unproven.length > 0 ? [...unproven] : undefined,
      exemptionRefused: exemption && "refused" in exemption ? exemption.refused : undefined,
      foundStoppedAt: instance.state === "running" ? undefined : (base.foundStoppedAt ?? now),
    },
    policy,
    run.now,
  );
}
