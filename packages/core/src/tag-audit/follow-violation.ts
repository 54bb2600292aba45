// A violation from run to run: it begins, lasts, and ends. When it was first seen is never forgotten while it lasts.
import { markTag } from "@orgwatch/manifest/tag-policy";
import { isDone, nextOf, stageOf } from "./due-act";
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
 * - One that was taken for gone a moment ago goes on as it was: instance ids are never given twice, so that EC2 had not told all.
 * - A problem whose key cannot be judged this time stands as it was: a list of users that cannot be read mends nothing.
 */
export function followViolation(
  before: Violation | undefined,
  seen: Seen,
  run: FollowingRun,
  policy: TagPolicy,
): Violation | undefined {
  const lasting = before && isLasting(before, run.now) ? before : undefined;
  const problems = [...seen.problems, ...standing(lasting, seen)];
  if (problems.length === 0) return lasting && ended(lasting, seen, run, "mended");
  if (isExempt(seen.exemption)) return lasting && ended(lasting, seen, run, "exempt");
  const { instance, scheme, unproven, exemption } = seen;
  const now = run.now.toISOString();
  const base = lasting ?? begun(before, instance, now);
  const refused = exemption && !isExempt(exemption) ? exemption.refused : undefined;
  const violation: Violation = {
    ...base,
    instance,
    scheme,
    problems,
    // What an earlier run could not judge says nothing any more.
    unproven: unproven.length > 0 ? [...unproven] : undefined,
    exemptionRefused: refused,
    foundStoppedAt: instance.state === "running" ? undefined : (lasting?.foundStoppedAt ?? now),
    lastSeenAt: now,
    lastRunId: run.runId,
    status: "open",
    endedAt: undefined,
    acts: keptActs(base.acts),
  };
  return withStage(violation, policy, run.now);
}

/** The violation with how far it has come and what comes next: to be called by whoever changed it, as after a warning was sent. */
export function withStage(violation: Violation, policy: TagPolicy, now: Date): Violation {
  const stage = stageOf(violation, policy, now);
  return { ...violation, stage, next: nextOf({ ...violation, stage }, policy, now) };
}

/**
 * The violation of an instance that a run did not see any more; undefined while that proves nothing: its cell was not read completely, its
 * canary was missing, or the run did see it. A termination that nobody saw the end of was done.
 */
export function endGone(before: Violation, cell: Cell): Violation | undefined {
  const { accountId, region } = before.instance;
  const read = cell.result === "ok" && cell.canary !== "missing";
  if (before.status !== "open" || !read || before.lastRunId === cell.runId) return undefined;
  if (accountId !== cell.accountId || region !== cell.region) return undefined;
  const at = cell.checkedAt;
  const unknown = before.acts.findLast(({ what, outcome }) => what === "terminate" && outcome === undefined);
  const acts = before.acts.map((act) =>
    act === unknown
      ? { ...act, endedAt: at, outcome: "found-done" as const, words: "the instance is gone" }
      : act,
  );
  const { next: _, ...rest } = before;
  const terminated = unknown !== undefined || before.stage === "terminate";
  const status = terminated ? "terminated" : "gone";
  return { ...rest, acts, status, endedAt: at, ...(terminated ? { stage: "terminate" } : {}) };
}

/** The violation of an instance whose account is exempt and not looked at: were it to last, the end of the exemption would find it long due. */
export function endExempt(before: Violation, now: Date): Violation {
  const { next: _, unproven: __, exemptionRefused: ___, ...rest } = before;
  return { ...rest, status: "exempt", endedAt: now.toISOString() };
}

/** Whether Orgwatch's mark must be taken off: the violation was mended or is exempt, and the instance was marked last that is known. */
export function isUnmarkDue({ status, acts, instance }: Violation): boolean {
  if (status !== "mended" && status !== "exempt") return false;
  const marks = acts.filter(({ what }) => what === "mark" || what === "unmark");
  if (marks.length === 0) return markTag in instance.tags;
  // A mark whose outcome nobody knows may be there; an unmark that failed left it.
  const effective = marks.filter((act) => isDone(act) || (act.what === "mark" && act.outcome === undefined));
  return effective.at(-1)?.what === "mark";
}

/** Some runs. */
const returnsWithinMs = 24 * 3_600_000;

/**
 * `gone` came back, so it was not; of `terminated` EC2 says otherwise. Both last, unlike what was mended or exempt. A good instance of which
 * no violation is open is not written down: what was gone for long may have been mended long ago.
 */
function isLasting({ status, endedAt }: Violation, now: Date): boolean {
  if (status === "gone") return now.getTime() - Date.parse(endedAt ?? "") < returnsWithinMs;
  return status !== "mended" && status !== "exempt";
}

function standing(before: Violation | undefined, { unproven }: Seen): TagProblem[] {
  return (before?.problems ?? []).flatMap((problem) => {
    const unjudged = unproven.find(({ key }) => key === problem.key);
    return unjudged ? [{ ...problem, words: unjudged.words }] : [];
  });
}

/** The record of an instance goes on where an ended violation of it is known: its writes are compared, and its acts are history. */
function begun(before: Violation | undefined, instance: Instance, now: string) {
  const { revision, acts } = before ?? { revision: 1, acts: [] };
  return { violationId: violationIdOf(instance), revision, acts, firstSeenAt: now };
}

/** An instance that is started and stopped again for months must fit into an item of the table (400 KB). */
const mostActs = 200;

/** The newest acts; and the warnings that were given, on which the rest depends. */
function keptActs(acts: readonly ViolationAct[]): ViolationAct[] {
  return acts.filter((act, index) => (act.what === "warn" && isDone(act)) || index >= acts.length - mostActs);
}

function ended(
  before: Violation,
  { instance }: Seen,
  { runId, now }: FollowingRun,
  status: "mended" | "exempt",
): Violation {
  const at = now.toISOString();
  const { next: _, unproven: __, exemptionRefused: ___, ...rest } = before;
  return { ...rest, instance, lastSeenAt: at, lastRunId: runId, status, endedAt: at };
}
