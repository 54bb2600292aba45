// What becomes of one account and region in a run.
import { reasonOf } from "@orgwatch/core/errors";
import { redact } from "@orgwatch/core/redact";
import { NotOptedIn } from "@orgwatch/core/tag-audit/ec2-read-problem";
import { cellOf, type KeptCells } from "@orgwatch/core/tag-audit/kept-cells";
import type { Cell } from "@orgwatch/core/tag-audit/violation";

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

/** Whether this run has read the cell already, or knows that there is nothing to read. One that failed is read again. */
export function isRead(kept: KeptCells | undefined, runId: string): boolean {
  const cell = cellOf(kept, runId);
  return cell !== undefined && cell.result !== "failed";
}
