// What a run will do, and what it will not although it is due: made once all accounts and regions are known, before anything is touched.
import { type ActStage, type DueAct, dueAct, isDone, isInGrace } from "./due-act";
import { exemption, isExempt } from "./exempt";
import type { TagPolicy } from "./policy";
import { whySpared } from "./spared";
import { type CellName, type Trust, trustedRegions } from "./trusted-regions";
import type { Cell, PlannedAct, RunPlan, Violation } from "./violation";
import { type ActOfRun, withinCaps } from "./within-caps";

export type PlanFacts = {
  readonly runId: string;
  readonly now: Date;
  /** All that are known and open; those of accounts and regions that are not expected are no part of the run. */
  readonly violations: readonly Violation[];
  /** Those of other runs do not count. */
  readonly cells: readonly Cell[];
  readonly expectedCells: readonly CellName[];
  readonly policy: TagPolicy;
  /** What this run has recorded already: it counts towards the caps, and what was done is not done again. */
  readonly actsOfThisRun: readonly ActOfRun[];
  /** The run was asked to report only. */
  readonly mode?: "report" | undefined;
  /** For the command line, whose user answers there and then: every reported violation is due for this, whatever came before. */
  readonly straightTo?: "stop" | "terminate" | undefined;
};

/** The plan, in the order of the violations' ids: the same facts give the same plan. Termination protection is left to the executor. */
export function makePlan(facts: PlanFacts): RunPlan {
  const { runId, now, policy, actsOfThisRun } = facts;
  const cells = facts.cells.filter((cell) => cell.runId === runId);
  const trust = trustedRegions(cells, facts.expectedCells, policy);
  const decided = dueOfRun(facts).map((one) => ({ ...one, why: whyNot(one.violation, facts, trust) }));
  const allowed = decided.filter(({ why }) => why === undefined).map(({ act }) => act);
  const capped = withinCaps(allowed, actsOfThisRun, cells, policy.caps);
  const held = [
    ...decided.flatMap(({ act, why }) => (why === undefined ? [] : [{ act, why }])),
    ...capped.held,
  ].map(({ act, why }) => ({ violationId: act.violationId, stage: act.stage, why }));
  return {
    runId,
    madeAt: now.toISOString(),
    acts: capped.acts.toSorted(byViolation),
    held: held.toSorted(byViolation),
    warnings: [...trust.warnings, ...capped.warnings],
  };
}

/** What is due in the accounts and regions of this run, but for instances that it has dealt with. */
function dueOfRun({ violations, expectedCells, actsOfThisRun, policy, now, straightTo }: PlanFacts) {
  const expected = new Set(expectedCells.map(({ accountId, region }) => `${accountId}/${region}`));
  const dealtWith = new Set(
    actsOfThisRun.filter((act) => act.what !== "mark" && isDone(act)).map(({ violationId }) => violationId),
  );
  return violations.flatMap((violation) => {
    const { accountId, region } = violation.instance;
    if (!expected.has(`${accountId}/${region}`) || dealtWith.has(violation.violationId)) return [];
    const due = straightTo ? straight(violation, straightTo, policy, now) : dueAct(violation, policy, now);
    return due === undefined ? [] : [{ violation, act: plannedAct(violation, due) }];
  });
}

function straight(violation: Violation, stage: ActStage, policy: TagPolicy, now: Date): DueAct | undefined {
  const { status, instance } = violation;
  if (status !== "open" || isInGrace(violation, policy, now)) return undefined;
  if (stage === "stop" && instance.state !== "running") return undefined;
  return { stage, dueAt: now.toISOString() };
}

function plannedAct({ violationId, instance, firstSeenAt, problems }: Violation, due: DueAct): PlannedAct {
  const { accountId, region, instanceId } = instance;
  const words = problems.map((problem) => problem.words);
  return { violationId, accountId, region, instanceId, firstSeenAt, ...due, problems: words };
}

function whyNot(violation: Violation, facts: PlanFacts, trust: Trust): string | undefined {
  const { runId, policy, now, mode } = facts;
  const exempt = exemption(violation.instance, policy, now);
  if (isExempt(exempt))
    return exempt.until === "always" ? "it is exempt" : `it is exempt until ${exempt.until}`;
  return (
    whySpared(violation, policy) ??
    trust.whyNot(violation.instance.region) ??
    (violation.lastRunId === runId ? undefined : "this run did not see it") ??
    (mode === "report" ? "this run was asked to report only" : undefined)
  );
}

function byViolation(one: { readonly violationId: string }, other: { readonly violationId: string }): number {
  return one.violationId < other.violationId ? -1 : Number(one.violationId > other.violationId);
}
