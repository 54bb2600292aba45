// The next thing to do about one violation, from its record and from what EC2 says of its instance right now. A worker that dies
// leaves nothing but those two, so that whoever comes next goes on from here.
import { markTag } from "@orgwatch/manifest/tag-policy";
import { type ActStage, isDone } from "./due-act";
import type { SeenInstance } from "./enforce-instance";
import { marksWarned, markWords } from "./enforce-mark";
import { obstacleTo } from "./enforce-obstacle";
import { isGone, isReached } from "./enforce-reached";
import { type Ending, type EnforcedAct, endedAct, newAct, openActs } from "./enforce-record";
import { isUnmarkDue } from "./follow-violation";
import type { TagPolicy } from "./policy";
import type { Violation } from "./violation";

/** A planned act; or nothing but what is to be tidied up. */
export type EnforceTask = {
  readonly violationId: string;
  readonly instanceId: string;
  readonly planned?: { readonly stage: ActStage; readonly firstSeenAt: string };
};

export type EnforceCall = "mark" | "unmark" | "stop" | "terminate" | "unprotect" | "protect";

export type EnforceFacts = {
  readonly task: EnforceTask;
  readonly runId: string;
  readonly worker: string;
  readonly violation: Violation;
  readonly seen: SeenInstance | undefined;
  /** Whether termination protection is on; undefined where it does not matter. */
  readonly isProtected: boolean | undefined;
  /** The calls of the open act that EC2 has answered to this worker. */
  readonly called: ReadonlySet<EnforceCall>;
  /** How the open act ends, because EC2 refused its last call. */
  readonly refusal: Ending | undefined;
  readonly policy: TagPolicy;
  readonly now: Date;
};

/**
 * `call`: the act is written down as intended, then EC2 is called. `end`: the act's outcome is written down; there is more to do. `wait`:
 * somebody else may be at it. `look-again`: EC2 took the call, and does not show it yet.
 */
export type EnforceStep =
  | { readonly do: "call"; readonly call: EnforceCall; readonly act: EnforcedAct; readonly words?: string }
  | { readonly do: "end"; readonly act: EnforcedAct; readonly ending: Ending }
  | { readonly do: "look-again"; readonly act: EnforcedAct }
  | { readonly do: "wait"; readonly until: Date }
  | { readonly do: "finish"; readonly ending: Ending };

/** Longer than one call to EC2 with its retries can take: whoever began an act before that and did not end it is dead. */
export const leaseMs = 90_000;

/** What comes next. Every answer but `wait` and `finish` is followed by another look. */
export function enforceStep(facts: EnforceFacts): EnforceStep {
  const { task, violation, worker, now } = facts;
  const open = openActs(violation);
  for (const act of open) {
    const until = Date.parse(act.intendedAt) + leaseMs;
    if (act.worker !== worker && now.getTime() < until) return { do: "wait", until: new Date(until) };
  }
  const mark = open.find((act) => act.what === "mark" && act.runId === facts.runId);
  if (mark) return markStep(mark, facts);
  const own = task.planned ? task.planned.stage : "unmark";
  const left = open.find((act) => act.what !== own || act.runId !== facts.runId);
  if (left) return leftBehindStep(left, facts);
  const mine = open[0];
  return task.planned ? plannedStep(task.planned, mine, facts) : unmarkStep(mine, facts);
}

/** An act that an earlier run, or another one, left without an outcome. */
function leftBehindStep(act: EnforcedAct, facts: EnforceFacts): EnforceStep {
  if (isReached(act, facts.seen)) return { do: "end", act, ending: { outcome: "found-done" } };
  if (isGone(facts.seen)) return endGone(act);
  return putBack(act, facts, { outcome: "failed", words: "its run was ended before it could" });
}

/** Ends the act as `ending` says, once its termination protection is on again. */
function putBack(act: EnforcedAct, facts: EnforceFacts, ending: Ending): EnforceStep {
  if (act.protection !== "taken-off") return { do: "end", act, ending };
  const { called, isProtected, seen, violation, runId } = facts;
  // What EC2 tells right after a change may be older than the change.
  const isOn = called.has("protect") || (isProtected !== false && !called.has("unprotect"));
  if (isOn) return { do: "end", act, ending: { ...ending, protection: "put-back" } };
  // The role may change only what is marked.
  const isMarked = (seen && markTag in seen.tags) || endedAct(violation, "mark", runId) !== undefined;
  if (!isMarked) return callMark("terminate", facts);
  // Whoever goes on after this worker must not take the protection off again.
  const words = ending.outcome === "skipped" ? {} : { words: ending.words };
  return { do: "call", call: "protect", act: { ...act, ...words } };
}

function plannedStep(
  planned: NonNullable<EnforceTask["planned"]>,
  open: EnforcedAct | undefined,
  facts: EnforceFacts,
): EnforceStep {
  const { stage } = planned;
  if (stage === "warn") return warnStep(planned, facts);
  const { violation, runId, seen, isProtected, called, policy, now } = facts;
  const ended = endedAct(violation, stage, runId);
  // Somebody took this worker for dead and wrote so, while EC2 took its call: what was done has to be on record.
  const isOvertaken = called.has(stage) && ended !== undefined && !isDone(ended);
  if (ended?.outcome && !isOvertaken) return finish({ outcome: ended.outcome, words: ended.words });
  const act = open ?? newAct(stage, facts);
  if ((open || isOvertaken) && isReached(act, seen))
    return { do: "end", act, ending: { outcome: called.has(stage) ? "done" : "found-done" } };
  if (seen === undefined || isGone(seen)) return endGone(act);
  if (facts.refusal) return putBack(act, facts, facts.refusal);
  if (act.words !== undefined) return putBack(act, facts, { outcome: "refused", words: act.words });
  if (called.has(stage)) return { do: "look-again", act };
  const obstacle = obstacleTo(planned, violation, seen, policy, now);
  if (obstacle !== undefined) return putBack(act, facts, { outcome: "skipped", words: obstacle });
  if (stage === "stop" && seen.state !== "running")
    return {
      do: "end",
      act,
      ending: { outcome: "found-done", words: "it was stopped already", byOthers: true },
    };
  const marked = endedAct(violation, "mark", runId);
  const refused = policyRefusal(act, marked, facts);
  if (refused !== undefined) return putBack(act, facts, { outcome: "refused", words: refused });
  if (marked === undefined && seen.tags[markTag] !== markWords(stage, violation, policy, now))
    return callMark(stage, facts);
  if (stage === "terminate" && isProtected && !called.has("unprotect"))
    return { do: "call", call: "unprotect", act: { ...act, protection: "taken-off" } };
  return { do: "call", call: stage, act };
}

function policyRefusal(
  { what, protection }: EnforcedAct,
  marked: ReturnType<typeof endedAct>,
  { isProtected, policy }: EnforceFacts,
): string | undefined {
  const isHeld = isProtected || protection === "taken-off";
  if (what === "terminate" && isHeld && policy.protection === "respect")
    return "its termination protection is on, and the policy respects it";
  if (marked && !isDone(marked)) return `it could not be marked: ${marked.words ?? "nobody knows why"}`;
  return undefined;
}

/** Only the mark: the warning itself is recorded by whoever sends it. */
function warnStep(planned: NonNullable<EnforceTask["planned"]>, facts: EnforceFacts): EnforceStep {
  const { violation, runId, seen, policy, now } = facts;
  const ended = endedAct(violation, "mark", runId);
  if (ended?.outcome) return finish({ outcome: ended.outcome, words: ended.words });
  if (!marksWarned(policy)) return finish({ outcome: "skipped", words: "nothing follows its warning" });
  const obstacle = seen && !isGone(seen) ? obstacleTo(planned, violation, seen, policy, now) : "it is gone";
  if (obstacle !== undefined) return finish({ outcome: "skipped", words: obstacle });
  const isMarked = seen?.tags[markTag] === markWords("warn", violation, policy, now);
  return isMarked ? finish({ outcome: "found-done" }) : callMark("warn", facts);
}

function callMark(stage: ActStage, facts: EnforceFacts): EnforceStep {
  const words = markWords(stage, facts.violation, facts.policy, facts.now);
  return { do: "call", call: "mark", act: newAct("mark", facts), words };
}

/** The mark of this run, begun. */
function markStep(act: EnforcedAct, facts: EnforceFacts): EnforceStep {
  const { seen, called, refusal, task, violation, policy, now } = facts;
  if (called.has("mark")) return { do: "end", act, ending: { outcome: "done" } };
  if (isGone(seen)) return endGone(act);
  const words = markWords(task.planned?.stage ?? "terminate", violation, policy, now);
  if (seen?.tags[markTag] === words) return { do: "end", act, ending: { outcome: "found-done" } };
  if (refusal) return { do: "end", act, ending: refusal };
  return { do: "call", call: "mark", act, words };
}

function unmarkStep(open: EnforcedAct | undefined, facts: EnforceFacts): EnforceStep {
  const { violation, runId, seen, called, refusal } = facts;
  const ended = endedAct(violation, "unmark", runId);
  if (open === undefined && (ended || !isUnmarkDue(violation)))
    return finish({ outcome: ended?.outcome ?? "skipped", words: ended?.words });
  const act = open ?? newAct("unmark", facts);
  if (called.has("unmark")) return { do: "end", act, ending: { outcome: "done" } };
  if (isReached(act, seen)) return { do: "end", act, ending: { outcome: "found-done" } };
  if (refusal) return { do: "end", act, ending: refusal };
  return { do: "call", call: "unmark", act };
}

function endGone(act: EnforcedAct): EnforceStep {
  return { do: "end", act, ending: { outcome: "skipped", words: "it is gone" } };
}

function finish(ending: Ending): EnforceStep {
  return { do: "finish", ending };
}
