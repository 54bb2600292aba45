// What becomes of one account and region in a run.
import { reasonOf } from "@orgwatch/core/errors";
import { redact } from "@orgwatch/core/redact";
import { NotOptedIn } from "@orgwatch/core/tag-audit/ec2-read-problem";
import type { Cell } from "@orgwatch/core/tag-audit/violation";
import type { KeptCell } from "@orgwatch/core/tag-audit/violation-table";

export type CellPlace = Pick<Cell, "runId" | "accountId" | "region" | "accountAlias">;

/** Enough to act on. */
const reasonLength = 500;

/** The cell of a region that could not be read: `skipped` where there is nothing to read, else `failed`. The reason holds no secret. */
export function unreadCell(place: CellPlace, error: unknown, now: Date): Cell {
  return {
    ...place,
    checkedAt: now.toISOString(),
    result: error instanceof NotOptedIn ? "skipped" : "failed",
    reason: redact(reasonOf(error)).slice(0, reasonLength),
    instances: 0,
    violations: 0,
    exempt: 0,
    canary: "unproven",
  };
}

/** The last complete run, with which this one's count is compared. A cell of this run that is read again had failed, and says nothing. */
export function countedBefore(kept: KeptCell | undefined): KeptCell["counted"] {
  if (kept?.cell.result !== "ok") return kept?.counted;
  return { runId: kept.cell.runId, instances: kept.cell.instances };
}

/** Whether this run has read the cell already, or knows that there is nothing to read. One that failed is read again. */
export function isRead(kept: KeptCell | undefined, runId: string): boolean {
  return kept !== undefined && kept.cell.runId === runId && kept.cell.result !== "failed";
}
