// One planned act, or what a killed run left behind: looked at, written down, done, looked at again, written down. Whoever comes next after a
// worker that died at any of these moments goes on from the record and from EC2's own word (enforce-step.ts).
import { TryLater } from "../errors";
import { type Enforcer, InstanceGone, NoAccess, Refused, type SeenInstance } from "./enforce-instance";
import { isGone } from "./enforce-reached";
import { type Ending, type EnforcedAct, openActs, withAct, withEnding } from "./enforce-record";
import { type EnforceCall, type EnforceStep, type EnforceTask, enforceStep } from "./enforce-step";
import type { TagPolicy } from "./policy";
import type { Violation } from "./violation";
import type { ViolationTable } from "./violation-table";

export type EnforceDependencies = {
  readonly violations: Pick<ViolationTable, "get" | "save">;
  /** Of the account and region of the violation. */
  readonly enforcer: Enforcer;
  readonly policy: TagPolicy;
  readonly runId: string;
  /** Names this process among all that may be at it. */
  readonly worker: string;
  readonly now: () => Date;
  readonly sleep: (milliseconds: number) => Promise<void>;
};

/** More steps than any act takes; whoever takes more goes round in circles. */
const mostSteps = 60;
/** An intent older than this is written anew before EC2 is called, so that nobody takes its worker for dead meanwhile. */
const freshMs = 30_000;
/** How often EC2 is asked again for what it took but does not show, or refuses what it will allow once it knows of a new mark. */
const mostLooks = 5;
const waitMs = 2_000;

type Progress = {
  violation: Violation;
  /** Calls of the open act that EC2 answered. */
  readonly called: Set<EnforceCall>;
  refusal: Ending | undefined;
  waits: number;
  /** This worker has just marked the instance: EC2's judges may not know of it yet. */
  isMarked: boolean;
};

/**
 * Does what the task says and answers how it ended; nothing is done twice, whoever tries again. One instance, one call at a time.
 * @throws TryLater while EC2 or the table cannot be used, or somebody else may be at it (`retryAfterSeconds`): what was begun is in the record.
 * NoAccess or Refused when termination protection is off and cannot be put back: the act stays open, so that the next run tries again.
 */
export async function enforceAct(task: EnforceTask, dependencies: EnforceDependencies): Promise<Ending> {
  const { violations, now, policy, runId, worker } = dependencies;
  const violation = await violations.get(task.violationId);
  if (violation === undefined)
    return { outcome: "skipped", words: "nobody knows of this violation any more" };
  const progress: Progress = { violation, called: new Set(), refusal: undefined, waits: 0, isMarked: false };
  for (let count = 0; count < mostSteps; count += 1) {
    const { called, refusal } = progress;
    const seen = await dependencies.enforcer.look(task.instanceId);
    const isProtected = await protectionOf(task, progress.violation, seen, dependencies);
    const facts = { task, runId, worker, seen, isProtected, called, refusal, policy, now: now() };
    const step = enforceStep({ ...facts, violation: progress.violation });
    if (step.do === "finish") return step.ending;
    await take(step, task, seen, progress, dependencies);
  }
  throw new Error(`enforcing ${task.violationId} comes to no end`);
}

/** Asked only where it matters: before a termination, and where a termination was begun. */
async function protectionOf(
  { planned, instanceId }: EnforceTask,
  violation: Violation,
  seen: SeenInstance | undefined,
  { enforcer }: EnforceDependencies,
): Promise<boolean | undefined> {
  const matters = planned?.stage === "terminate" || openActs(violation).some((act) => act.protection);
  if (!matters || isGone(seen)) return undefined;
  try {
    return await enforcer.isProtected(instanceId);
  } catch (error) {
    if (error instanceof InstanceGone) return undefined;
    throw error;
  }
}

async function take(
  step: Exclude<EnforceStep, { readonly do: "finish" }>,
  task: EnforceTask,
  seen: SeenInstance | undefined,
  progress: Progress,
  dependencies: EnforceDependencies,
): Promise<void> {
  const { now, policy } = dependencies;
  switch (step.do) {
    case "wait": {
      const seconds = Math.ceil((step.until.getTime() - now().getTime()) / 1000);
      throw new TryLater("another worker may be at it", { retryAfterSeconds: seconds });
    }
    case "end": {
      const context = { seen, policy, now: now() };
      const next = withEnding(progress.violation, step.act, step.ending, context);
      if (!(await write(next, progress, dependencies))) return;
      progress.called.clear();
      progress.refusal = undefined;
      progress.waits = 0;
      return;
    }
    case "look-again":
      if (await waitAgain(progress, dependencies)) return;
      progress.refusal = {
        outcome: "failed",
        words: `EC2 took the call, but the instance is still ${seen?.state ?? "there"}`,
      };
      return;
    case "call": {
      if (!(await writeIntent(step.act, progress, dependencies))) return;
      return call(step, task.instanceId, progress, dependencies);
    }
  }
}

/** False: somebody else wrote in between, so that all has to be looked at anew. */
async function write(
  next: Violation,
  progress: Progress,
  { violations }: EnforceDependencies,
): Promise<boolean> {
  const { violation } = progress;
  const saved = await violations.save(next, violation);
  progress.violation = saved ?? (await violations.get(violation.violationId)) ?? violation;
  return saved !== undefined;
}

async function writeIntent(
  act: EnforcedAct,
  progress: Progress,
  dependencies: EnforceDependencies,
): Promise<boolean> {
  const { now, worker } = dependencies;
  const begun = openActs(progress.violation).find(
    ({ what, runId }) => what === act.what && runId === act.runId,
  );
  const isFresh = begun && now().getTime() - Date.parse(begun.intendedAt) < freshMs;
  const isSame = begun?.worker === worker && begun.protection === act.protection && begun.words === act.words;
  if (isFresh && isSame) return true;
  const intent = { ...act, worker, intendedAt: now().toISOString() };
  return write(withAct(progress.violation, intent), progress, dependencies);
}

/** Calls EC2 once. What it refuses ends the act; termination protection that cannot be put back ends the work. */
async function call(
  { call: name, words = "" }: Extract<EnforceStep, { readonly do: "call" }>,
  instanceId: string,
  progress: Progress,
  dependencies: EnforceDependencies,
): Promise<void> {
  try {
    await callEc2(name, instanceId, words, dependencies.enforcer);
    progress.called.add(name);
    if (name === "mark") progress.isMarked = true;
  } catch (error) {
    if (error instanceof InstanceGone) return;
    if (!(error instanceof NoAccess || error instanceof Refused)) throw error;
    // EC2 knows of a new mark, or of protection that was taken off, only after a while.
    const mayPass = error instanceof NoAccess ? progress.isMarked : progress.called.has("unprotect");
    if (mayPass && name !== "mark" && (await waitAgain(progress, dependencies))) return;
    if (name === "protect") throw error;
    progress.refusal = { outcome: "refused", words: error.message };
    progress.waits = 0;
  }
}

function callEc2(name: EnforceCall, instanceId: string, words: string, enforcer: Enforcer): Promise<void> {
  switch (name) {
    case "mark":
      return enforcer.mark(instanceId, words);
    case "protect":
      return enforcer.protect(instanceId, true);
    case "unprotect":
      return enforcer.protect(instanceId, false);
    case "unmark":
    case "stop":
    case "terminate":
      return enforcer[name](instanceId);
  }
}

/** False: it has waited often enough. */
async function waitAgain(progress: Progress, { sleep }: EnforceDependencies): Promise<boolean> {
  if (progress.waits >= mostLooks) return false;
  progress.waits += 1;
  await sleep(waitMs * progress.waits);
  return true;
}
