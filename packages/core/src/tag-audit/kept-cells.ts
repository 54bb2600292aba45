// What is kept of an account and region: the cells of its last runs, because a run by hand and the schedule's may go on at the same time.
import * as z from "zod/mini";
import { type Cell, cellShape } from "./violation";

const countedShape = z.object({ runId: z.string(), instances: z.number() });

export const keptCellsShape = z.object({
  /** One for each of the last runs that looked at it, the newest first. */
  cells: z.array(cellShape),
  /** The instances of the last complete run before those. */
  counted: z.optional(countedShape),
});
export type KeptCells = z.output<typeof keptCellsShape>;

/** More runs than go on at the same time. */
const most = 3;

/** The newest run's; undefined when nobody looked at it. */
export function lastCell(kept: KeptCells | undefined): Cell | undefined {
  return kept?.cells[0];
}

/** What one run saw; undefined when it did not look at it (yet). */
export function cellOf(kept: KeptCells | undefined, runId: string): Cell | undefined {
  return kept?.cells.find((cell) => cell.runId === runId);
}

/** With a run's cell, which replaces one of the same run. */
export function withCell(kept: KeptCells | undefined, cell: Cell): KeptCells {
  const others = kept?.cells.filter(({ runId }) => runId !== cell.runId) ?? [];
  const newestFirst = [cell, ...others].toSorted((one, other) => (one.runId < other.runId ? 1 : -1));
  const forgotten = newestFirst.slice(most).find(({ result }) => result === "ok");
  const counted = forgotten ? countOf(forgotten) : kept?.counted;
  return { cells: newestFirst.slice(0, most), ...(counted && { counted }) };
}

/** The last complete run before this one: a count canary compares with it, so that a run never compares with itself. */
export function countedBefore(kept: KeptCells | undefined, runId: string): KeptCells["counted"] {
  const before = kept?.cells.find((cell) => cell.runId < runId && cell.result === "ok");
  return before ? countOf(before) : kept?.counted;
}

function countOf({ runId, instances }: Cell) {
  return { runId, instances };
}
