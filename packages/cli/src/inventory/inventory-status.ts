// How the inventory stands: the last run that finished, and what is going on now.
import type { RunManifest } from "@orgwatch/core/inventory/run-manifest";
import type { Execution } from "../aws-sweep";
import { NotInThisRegion } from "../home-region";
import type { InventoryRegion } from "./inventory-region";
import type { StoredRuns } from "./stored-runs";

/** A run without a manifest; `cells` of `of` accounts and regions (and what has no region) have been looked at. */
export type Unfinished = {
  readonly run: string;
  readonly accounts: number;
  readonly cells: number;
  readonly of: number;
};

/** `unfinished` began after `last`. `execution` is the sweep's last one; none where another engine runs the inventory. */
export type InventoryStatus = {
  readonly execution: Execution | undefined;
  readonly unfinished: Unfinished | undefined;
  readonly last: RunManifest | undefined;
  /** The last run over the whole organization. */
  readonly latest: string | undefined;
};

/** Reads it from the bucket and the sweep. */
export async function inventoryStatus(
  runs: StoredRuns,
  sweep: Pick<InventoryRegion["sweep"], "latest">,
): Promise<InventoryStatus> {
  const [ids, latest] = await Promise.all([runs.ids(), runs.latest()]);
  const execution = await sweep.latest().catch((error: unknown) => {
    if (error instanceof NotInThisRegion) return undefined;
    throw error;
  });
  const { last, newer } = await lastFinished(ids, runs);
  const [newest] = newer;
  const unfinished = newest === undefined ? undefined : await progress(newest, runs);
  return { execution, unfinished, last, latest };
}

/** Whether the last run finished and read everything. */
export function isWell({ last, unfinished, execution }: InventoryStatus): boolean {
  const ended = execution === undefined || ["running", "succeeded"].includes(execution.status);
  const isRunning = execution?.status === "running";
  return last?.result === "complete" && ended && (unfinished === undefined || isRunning);
}

/** The newest run with a manifest, and the runs that began after it, the newest first. */
async function lastFinished(ids: readonly string[], runs: StoredRuns) {
  for (const [index, run] of ids.entries()) {
    const last = await runs.manifest(run);
    if (last !== undefined) return { last, newer: ids.slice(0, index) };
  }
  return { last: undefined, newer: ids };
}

async function progress(run: string, runs: StoredRuns): Promise<Unfinished> {
  const [scope, cells] = await Promise.all([runs.scope(run), runs.cells(run)]);
  const accounts = scope?.accounts.length ?? 0;
  // What belongs to no region counts as one more.
  return { run, accounts, cells, of: accounts * (1 + (scope?.regions.length ?? 0)) };
}
