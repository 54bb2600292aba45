// Some accounts of a run: each by itself, each region with a cell, whatever becomes of the others.
import { inParallel } from "@orgwatch/core/concurrency";
import type { Cell } from "@orgwatch/core/tag-audit/violation";
import { type AccountDependencies, scanAccount } from "./scan-account";

/** How many accounts of a batch are read at a time. */
const accountsAtATime = 4;

/**
 * Reads the accounts and answers how many cells have which result. Called again with the same batch, it leaves out cells that it has read.
 * @throws NoViolationTable or OutOfTime: the item has to be tried again.
 */
export async function scanBatch(
  accounts: readonly string[],
  dependencies: AccountDependencies,
): Promise<Partial<Record<Cell["result"], number>>> {
  const { log } = dependencies;
  const scanned = await inParallel(accounts, accountsAtATime, (accountId) =>
    scanAccount(accountId, { ...dependencies, log: log.with({ accountId }) }),
  );
  const counts: Partial<Record<Cell["result"], number>> = {};
  for (const { result } of scanned.flat()) counts[result] = (counts[result] ?? 0) + 1;
  log.info("accounts scanned", { accounts: accounts.length, ...counts });
  return counts;
}
