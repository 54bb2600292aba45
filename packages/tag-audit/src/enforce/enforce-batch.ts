// The acts of some accounts of a run: each by itself, tried again where it may pass, and one that is refused never stops the others.
import { inParallel } from "@orgwatch/core/concurrency";
import { reasonOf, TryLater } from "@orgwatch/core/errors";
import type { Log } from "@orgwatch/core/log";
import { type EnforceDependencies, enforceAct } from "@orgwatch/core/tag-audit/enforce-act";
import type { Enforcer } from "@orgwatch/core/tag-audit/enforce-instance";
import type { EnforceTask } from "@orgwatch/core/tag-audit/enforce-step";
import type { RunPlan } from "@orgwatch/core/tag-audit/violation";

export type BatchDependencies = Omit<EnforceDependencies, "enforcer"> & {
  readonly enforcerIn: (accountId: string, region: string) => Enforcer;
  /** When the lambda is ended: nothing is begun shortly before. */
  readonly deadline: Date;
  /** 0 to below 1. */
  readonly random: () => number;
  readonly log: Log;
};

/** How many ended how. */
export type Enforced = Partial<Record<string, number>>;

/** Some acts are not done yet. Step Functions calls again with the same item; in the end the next run tidies up. */
export class ActsLeft extends Error {
  override readonly name = "ActsLeft";
}

/** Marks are many and harmless; what is stopped or terminated is so one by one. */
const marksAtATime = 5;
/** Twice as long as a run and its tries. Step Functions lets people take up a failed run days later, and canaries and caps were of then. */
const mostPlanAgeMs = 8 * 3_600_000;
/** What one act may take when EC2 answers late. */
const actMs = 60_000;
/** What cannot be done now is tried again after these times, each half as much to one and a half times as much. */
const waitsMs = [5_000, 20_000, 60_000];

type PlacedTask = EnforceTask & { readonly accountId: string; readonly region: string };
type Left = { readonly task: PlacedTask; readonly error: unknown };

/**
 * Does what the plan says for these accounts; of an old plan only what is to be tidied up. What a run before this one has done is found in the record, and not done again.
 * @throws ActsLeft when some could not be done, or their time is over: the item has to be tried again.
 */
export async function enforceBatch(
  plan: RunPlan,
  accounts: readonly string[],
  dependencies: BatchDependencies,
): Promise<Enforced> {
  const counts: Enforced = {};
  const { now, log } = dependencies;
  const isOld = now().getTime() - Date.parse(plan.madeAt) > mostPlanAgeMs;
  if (isOld) log.warn("the plan is too old to be carried out", { madeAt: plan.madeAt });
  const tasks = tasksOf(isOld ? { ...plan, acts: [] } : plan, accounts);
  let left = tasks.map((task): Left => ({ task, error: undefined }));
  if (left.length === 0) return counts;
  for (const wait of [0, ...waitsMs]) {
    if (!(await waited(left, wait, dependencies))) break;
    const [harmless, harmful] = [left.filter(isHarmless), left.filter((one) => !isHarmless(one))];
    const work = ({ task }: Left) => enforceOne(task, counts, dependencies);
    const marks = await inParallel(harmless, marksAtATime, work);
    left = [...marks, ...(await inParallel(harmful, 1, work))].flat();
    if (left.length === 0) return counts;
  }
  const [first] = left;
  throw new ActsLeft(`${left.length} acts are not done`, { cause: first?.error });
}

function tasksOf(plan: RunPlan, accounts: readonly string[]): PlacedTask[] {
  const wanted = new Set(accounts);
  const acts = plan.acts.map(({ stage, firstSeenAt, ...rest }) => ({
    ...rest,
    planned: { stage, firstSeenAt },
  }));
  return [...(plan.tidy ?? []), ...acts].filter(({ accountId }) => wanted.has(accountId));
}

function isHarmless({ task: { planned } }: Left): boolean {
  return planned === undefined || planned.stage === "warn";
}

/** Waits before the next round; false when there is no time for one. */
async function waited(
  left: readonly Left[],
  wait: number,
  dependencies: BatchDependencies,
): Promise<boolean> {
  const { sleep, random } = dependencies;
  const asked = left.map(({ error }) => (error instanceof TryLater ? (error.retryAfterSeconds ?? 0) : 0));
  const ms = Math.max(Math.round(wait * (0.5 + random())), Math.min(...asked, 90) * 1000);
  if (timeLeft(dependencies) < ms) return false;
  if (ms > 0) await sleep(ms);
  return true;
}

function timeLeft({ now, deadline }: BatchDependencies): number {
  return deadline.getTime() - actMs - now().getTime();
}

/** Never throws: what is left is answered. */
async function enforceOne(
  task: PlacedTask,
  counts: Enforced,
  { enforcerIn, log, ...dependencies }: BatchDependencies,
): Promise<Left[]> {
  const { accountId, region, violationId, planned } = task;
  if (timeLeft({ enforcerIn, log, ...dependencies }) < 0)
    return [{ task, error: new TryLater("the lambda's time is over") }];
  const facts = { violationId, stage: planned?.stage ?? "tidy" };
  try {
    const enforcer = enforcerIn(accountId, region);
    const { outcome, words } = await enforceAct(task, { ...dependencies, enforcer });
    counts[outcome] = (counts[outcome] ?? 0) + 1;
    log.info("enforced", { ...facts, outcome, ...(words === undefined ? {} : { words }) });
    return [];
  } catch (error) {
    log.warn("not enforced yet", { ...facts, reason: reasonOf(error) });
    return [{ task, error }];
  }
}
