// A tag audit in batches of accounts that keep all of its workers busy and fit into one state of Step Functions.
import type { Batch, RunScope } from "./run-input";

/** What the step hands on. The names of exempt accounts are few of many: `scope.json` has all. */
export type RunPlanned = {
  readonly runId: string;
  readonly accounts: number;
  readonly regions: number;
  readonly mode?: "report";
  readonly exempt: { readonly count: number; readonly named: readonly string[] };
  /** What people must know before the run begins, as that Identity Center could not be read. */
  readonly warnings: readonly string[];
  readonly items: readonly Batch[];
};

/** A state has at most 262,144 bytes; 10,000 accounts in 1,000 batches have 217,000 (plan-run.test.ts). */
const mostItems = 1000;
/** More names do not help anybody. */
const namedAtMost = 20;

/** Plans the run. As long as the map has workers to spare, an account has a batch of its own. */
export function planRun(
  scope: RunScope,
  warnings: readonly string[],
  { concurrency }: { readonly concurrency: number },
): RunPlanned {
  const { runId, accounts, regions, mode, exempt } = scope;
  const size = Math.max(
    1,
    Math.ceil(accounts.length / mostItems),
    Math.min(10, shareOf(accounts, concurrency)),
  );
  const items: Batch[] = [];
  for (let start = 0; start < accounts.length; start += size)
    items.push({ runId, accounts: accounts.slice(start, start + size) });
  return {
    runId,
    accounts: accounts.length,
    regions: regions.length,
    ...(mode === undefined ? {} : { mode }),
    exempt: { count: exempt.length, named: exempt.slice(0, namedAtMost) },
    warnings,
    items,
  };
}

function shareOf(accounts: readonly string[], concurrency: number): number {
  return Math.ceil(accounts.length / concurrency);
}
