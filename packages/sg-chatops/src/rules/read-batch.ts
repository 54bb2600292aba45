// Some accounts of a run: each by itself, each with a result that people can read.
import { inParallel } from "@orgwatch/core/concurrency";
import type { Log } from "@orgwatch/core/log";
import type { StateTable } from "@orgwatch/core/security-groups/state-table";
import { readResult, saveResult } from "./account-result";
import { type AccountDependencies, readAccount } from "./read-account";
import type { Batch } from "./sweep-input";

export type BatchDependencies = AccountDependencies & { readonly state: StateTable; readonly log: Log };

const accountsAtATime = 3;

/**
 * Reads each account and writes its result. Called again with the same batch, it leaves out accounts that are read already.
 * @throws TryLater: the item has to be tried again.
 */
export async function readBatch(batch: Batch, dependencies: BatchDependencies): Promise<void> {
  const { state, now, log } = dependencies;
  await inParallel(batch.accounts, accountsAtATime, async (accountId) => {
    const before = await readResult(state, accountId);
    if (before?.startedAt === batch.startedAt && before.failures.length === 0) return;
    const result = await readAccount(accountId, batch, dependencies);
    await saveResult(state, result, now());
    const { regions, groups, rules, failures } = result;
    log.info("account read", { accountId, regions, groups, rules, failures: failures.length });
  });
}
