// What the last run of the tag audit saw: of the cells, which hold the last look at each account and region, those that it wrote.
import type { AuditRun, Cell } from "@orgwatch/core/tag-audit/violation";
import type { Execution } from "../../aws-sweep";
import type { AuditRegion } from "./audit-region";

/** `run` is undefined while it is not over. `others` counts accounts and regions that it did not look at, or not yet. */
export type LastRun = {
  readonly execution: Execution | undefined;
  readonly runId: string | undefined;
  readonly run: AuditRun | undefined;
  readonly cells: readonly Cell[];
  readonly others: number;
};

/** The run that looked last. @throws TryLater when the table cannot be used, NotInThisRegion where there is no sweep. */
export async function lastRun({
  cells: read,
  violations,
  sweep,
}: Pick<AuditRegion, "cells" | "violations" | "sweep">): Promise<LastRun> {
  const [all, execution] = await Promise.all([read(), sweep.latest()]);
  // Runs are called by the time when they began.
  const runId = all
    .map((cell) => cell.runId)
    .toSorted()
    .at(-1);
  const cells = all.filter((cell) => cell.runId === runId).toSorted(byPlace);
  const run = runId === undefined ? undefined : await violations.run(runId);
  return { execution, runId, run, cells, others: all.length - cells.length };
}

/** Whether it ended well, read every account and region, and missed no canary. */
export function isWell({ execution, cells }: Pick<LastRun, "execution" | "cells">): boolean {
  return (
    execution?.status === "succeeded" &&
    cells.length > 0 &&
    cells.every(({ result, canary }) => result !== "failed" && canary !== "missing")
  );
}

function byPlace(one: Cell, other: Cell): number {
  const [here, there] = [one, other].map(({ accountId, region }) => `${accountId}/${region}`);
  return (here ?? "") < (there ?? "") ? -1 : 1;
}
