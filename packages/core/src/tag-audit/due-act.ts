// When an act on a violation is due. All delays count from when it was first seen, but for the grace period, which counts from when its
// instance was created; and every act waits for the one before it.
import { type TagStage, tagStages } from "@orgwatch/manifest/tag-policy";
import type { TagPolicy } from "./policy";
import { whySpared } from "./spared";
import type { Violation, ViolationAct } from "./violation";

export type ActStage = Exclude<TagStage, "report">;

/** A stage and when it is due (ISO); in the past when it is overdue. */
export type DueAct = { readonly stage: ActStage; readonly dueAt: string };

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/**
 * Whether the instance is younger than the grace period: its violation is nobody's business yet. It counts from when the instance was created,
 * whenever the violation was first seen, so that a first run reports at once what has been wrong for months.
 */
export function isInGrace(violation: Violation, policy: TagPolicy, now: Date): boolean {
  return now.getTime() < graceEnd(violation, policy);
}

/**
 * The act that is due on an open violation, undefined when none is. Whether it is also done is for the plan (caps, canaries, keepers).
 * - A warning that came late shifts what follows: a stop never comes sooner than `stop - warn` hours after the warning was sent, a
 *   termination never sooner than `terminate - stop` hours after the stop.
 * - An instance that its owner stopped needs no stop: it counts as stopped once the stop was due and a run found it stopped.
 * - An instance that somebody started again is stopped again at once; its termination counts on from the first stop.
 */
export function dueAct(violation: Violation, policy: TagPolicy, now: Date): DueAct | undefined {
  const next = nextAct(violation, policy, now);
  if (next === undefined || next.at > now.getTime()) return undefined;
  return { stage: next.stage, dueAt: iso(next.at) };
}

/** What comes next and when, for people; undefined when nothing does, as for instances that the policy only reports. */
export function nextOf(violation: Violation, policy: TagPolicy, now: Date): Violation["next"] {
  if (violation.status !== "open") return undefined;
  if (isInGrace(violation, policy, now)) return { stage: "report", at: iso(graceEnd(violation, policy)) };
  if (whySpared(violation, policy) !== undefined) return undefined;
  const next = nextAct(violation, policy, now);
  return next && { stage: next.stage, at: iso(next.at) };
}

/** How far the violation has come; undefined while its instance is in its grace period. Never falls while the violation lasts. */
export function stageOf(violation: Violation, policy: TagPolicy, now: Date): TagStage | undefined {
  const reached: (TagStage | undefined)[] = [
    violation.stage,
    isInGrace(violation, policy, now) ? undefined : "report",
    doneAt(violation, "warn") === undefined ? undefined : "warn",
    stoppedAt(violation, policy, now) === undefined ? undefined : "stop",
    doneAt(violation, "terminate") === undefined ? undefined : "terminate",
  ];
  return tagStages.findLast((stage) => reached.includes(stage));
}

function nextAct(violation: Violation, policy: TagPolicy, now: Date) {
  if (violation.status !== "open" || isInGrace(violation, policy, now)) return undefined;
  const act = (stage: ActStage, at: number) => (goesTo(policy, stage) ? { stage, at } : undefined);
  const stop = stopDueAt(violation, policy);
  if (stop === undefined) return act("warn", warnDueAt(violation, policy));
  const stopped = stoppedAt(violation, policy, now);
  if (stopped === undefined) return act("stop", stop);
  const { afterHours } = policy;
  const terminate = Math.max(
    Date.parse(violation.firstSeenAt) + afterHours.terminate * hourMs,
    stopped + Math.max(0, afterHours.terminate - afterHours.stop) * hourMs,
  );
  const startedAgain = violation.instance.state === "running";
  if (startedAgain && (terminate > now.getTime() || !goesTo(policy, "terminate"))) return act("stop", stop);
  return act("terminate", terminate);
}

function warnDueAt(violation: Violation, policy: TagPolicy): number {
  const due = Date.parse(violation.firstSeenAt) + policy.afterHours.warn * hourMs;
  return Math.max(due, graceEnd(violation, policy));
}

/** Undefined before the warning was sent. */
function stopDueAt(violation: Violation, { afterHours }: TagPolicy): number | undefined {
  const warned = doneAt(violation, "warn");
  if (warned === undefined) return undefined;
  return Math.max(
    Date.parse(violation.firstSeenAt) + afterHours.stop * hourMs,
    warned + Math.max(0, afterHours.stop - afterHours.warn) * hourMs,
  );
}

/** When the stage `stop` was reached: by an act, or because the instance was found stopped when a stop was due. */
function stoppedAt(violation: Violation, policy: TagPolicy, now: Date): number | undefined {
  const stopped = doneAt(violation, "stop");
  if (stopped !== undefined) return stopped;
  const due = stopDueAt(violation, policy);
  if (due === undefined || due > now.getTime() || !goesTo(policy, "stop")) return undefined;
  const { foundStoppedAt } = violation;
  return foundStoppedAt === undefined ? undefined : Math.max(due, Date.parse(foundStoppedAt));
}

/** When an act of this violation was first done. Acts from before it was first seen belong to one that was mended. */
function doneAt(violation: Violation, what: ViolationAct["what"]): number | undefined {
  const first = violation.acts.find(
    (act) => act.what === what && act.intendedAt >= violation.firstSeenAt && isDone(act),
  );
  return first && Date.parse(first.endedAt ?? first.intendedAt);
}

/** Whether an act took effect, by its own outcome. */
export function isDone({ outcome }: Pick<ViolationAct, "outcome">): boolean {
  return outcome === "done" || outcome === "found-done";
}

/** Whether Orgwatch itself did what the act is for, not somebody who came before it. */
export function isOwnDeed(act: Pick<ViolationAct, "outcome" | "byOthers">): boolean {
  return isDone(act) && act.byOthers !== true;
}

function goesTo({ upTo }: TagPolicy, stage: TagStage): boolean {
  return tagStages.indexOf(stage) <= tagStages.indexOf(upTo);
}

/** Tags come late to an instance that is young; to an older one they have come, or never will. */
function graceEnd({ instance }: Violation, { graceMinutes }: TagPolicy): number {
  return Date.parse(instance.createdAt) + graceMinutes * minuteMs;
}

const iso = (time: number) => new Date(time).toISOString();
