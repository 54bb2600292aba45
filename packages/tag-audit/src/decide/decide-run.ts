// The decision of a run: made once, with all accounts, canaries and caps in view, before anything is touched.
import { inParallel } from "@orgwatch/core/concurrency";
import type { Log } from "@orgwatch/core/log";
import { endExempt } from "@orgwatch/core/tag-audit/follow-violation";
import { cellOf } from "@orgwatch/core/tag-audit/kept-cells";
import { makePlan } from "@orgwatch/core/tag-audit/make-plan";
import type { TagPolicy } from "@orgwatch/core/tag-audit/policy";
import type { Violation } from "@orgwatch/core/tag-audit/violation";
import type { ViolationTable } from "@orgwatch/core/tag-audit/violation-table";
import type { RunFiles } from "../plan/run-files";
import { type RunScope, scopeShape } from "../plan/run-input";
import { type Decided, handOut } from "./hand-out";
import type { PlanFile } from "./plan-file";
import { whatToTidy, whyTidy } from "./what-to-tidy";

export type DecideDependencies = {
  readonly table: Pick<ViolationTable, "byStatus" | "cells" | "save">;
  readonly files: Pick<RunFiles, "read">;
  readonly plans: Pick<PlanFile, "keep">;
  readonly policy: TagPolicy;
  readonly now: Date;
  readonly log: Log;
};

const readers = 50;
const writers = 10;

/**
 * Decides the run, or hands out what an earlier try decided.
 * @throws TryLater while the table or S3 cannot be used: nothing is decided then, and nothing done.
 */
export async function decideRun(runId: string, dependencies: DecideDependencies): Promise<Decided> {
  const { table, files, plans, policy, now, log } = dependencies;
  const scope = scopeShape.parse(await files.read(runId, "scope"));
  const expectedCells = scope.accounts.flatMap((accountId) =>
    scope.regions.map((region) => ({ accountId, region })),
  );
  const kept = await inParallel(expectedCells, readers, ({ accountId, region }) =>
    table.cells(accountId, region),
  );
  const cells = kept.flatMap((one) => cellOf(one, runId) ?? []);
  const alsoExempt = { accounts: [...scope.accounts, ...scope.exempt], regions: scope.regions };
  const known = await inScope(table.byStatus("open"), alsoExempt);
  const exempt = known.filter(({ instance }) => scope.exempt.includes(instance.accountId));
  await inParallel(exempt, writers, (violation) => table.save(endExempt(violation, now), violation));
  const open = known.filter(({ instance }) => !scope.exempt.includes(instance.accountId));
  // What ended is kept for months, and few of it is still of interest.
  const matters = (violation: Violation) =>
    whyTidy(violation) !== undefined || violation.acts.some((act) => act.runId === runId);
  const ended = [
    ...(await inScope(table.byStatus("mended"), alsoExempt, matters)),
    ...(await inScope(table.byStatus("exempt"), alsoExempt, matters)),
  ];
  const actsOfThisRun = [...open, ...ended].flatMap(({ violationId, instance, acts }) =>
    acts
      .filter((act) => act.runId === runId)
      .map(({ what, outcome }) => ({ violationId, accountId: instance.accountId, what, outcome })),
  );
  const { mode } = scope;
  const facts = { runId, now, violations: open, cells, expectedCells, policy, actsOfThisRun, mode };
  const made = makePlan(facts);
  const tidy = mode === "report" ? [] : whatToTidy([...open, ...ended], made.acts);
  const plan = await plans.keep({ ...made, tidy });
  for (const warning of plan.warnings) log.warn(warning, { runId });
  return handOut(plan, policy);
}

/** What is outside of the run's accounts and regions was not looked at. */
async function inScope(
  violations: AsyncIterable<Violation>,
  { accounts, regions }: Pick<RunScope, "accounts" | "regions">,
  matters: (violation: Violation) => boolean = () => true,
): Promise<Violation[]> {
  const found: Violation[] = [];
  const [ofAccounts, ofRegions] = [new Set(accounts), new Set(regions)];
  for await (const violation of violations) {
    const { accountId, region } = violation.instance;
    if (ofAccounts.has(accountId) && ofRegions.has(region) && matters(violation)) found.push(violation);
  }
  return found;
}
