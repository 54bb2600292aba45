// Some accounts of a run: each by itself, each with a result, whatever becomes of the others.
import { inParallel } from "@orgwatch/core/concurrency";
import { reasonOf, TryLater } from "@orgwatch/core/errors";
import type { AccountResult } from "@orgwatch/core/support-cases/case";
import { NoCaseTable, ofTable } from "./calls-at-a-time";
import { failureOf } from "./failed-account";
import { mustBeInTime, OutOfTime, timeLeft } from "./out-of-time";
import { type AccountDependencies, sweepAccount } from "./sweep-account";
import type { Batch } from "./sweep-input";

export type BatchDependencies = AccountDependencies & {
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** 0 to below 1. */
  readonly random: () => number;
};

/** How many accounts of a batch are read at a time. */
const accountsAtATime = 5;
/** An account that cannot be read now is tried again after these times, each half as much to one and a half times as much. */
const waitsMs = [5_000, 20_000, 60_000];

/**
 * Reads each account and writes its result; answers how many accounts have which. Called again with the same batch, it leaves out accounts
 * that are `ok` already.
 * @throws NoCaseTable or OutOfTime: the item has to be tried again.
 */
export async function sweepBatch(
  batch: Batch,
  dependencies: BatchDependencies,
): Promise<Partial<Record<AccountResult["result"], number>>> {
  const results = await inParallel(batch.accounts, accountsAtATime, (accountId) =>
    sweepOne(accountId, batch, { ...dependencies, log: dependencies.log.with({ accountId }) }),
  );
  const counts: Partial<Record<AccountResult["result"], number>> = {};
  for (const { result } of results) counts[result] = (counts[result] ?? 0) + 1;
  return counts;
}

async function sweepOne(
  accountId: string,
  batch: Batch,
  dependencies: BatchDependencies,
): Promise<AccountResult> {
  const { cases, log } = dependencies;
  const before = await withPatience(dependencies, () => ofTable(cases.accountResult(accountId)));
  if (before && isDone(before, batch)) return before;
  const result = await readAccount(accountId, batch, before, dependencies);
  await withPatience(dependencies, () => ofTable(cases.putAccountResult(result)));
  if (result.result === "ok") log.info("account read", { cases: result.cases });
  else log.warn("the account cannot be read", { result: result.result, reason: result.reason });
  return result;
}

/** A later run that is `ok` has read all that this one would; a full run is satisfied only by itself. */
function isDone({ result, watermark }: AccountResult, { full, startedAt }: Batch): boolean {
  if (result !== "ok" || watermark === undefined) return false;
  return full ? watermark === startedAt : watermark >= startedAt;
}

async function readAccount(
  accountId: string,
  batch: Batch,
  before: AccountResult | undefined,
  dependencies: BatchDependencies,
): Promise<AccountResult> {
  const { now } = dependencies;
  try {
    const began = now().toISOString();
    const cases = await withPatience(dependencies, () =>
      sweepAccount(accountId, batch, before, dependencies),
    );
    const checkedAt = now().toISOString();
    return { accountId, result: "ok", cases, checkedAt, lastSuccessAt: began, watermark: batch.startedAt };
  } catch (error) {
    if (error instanceof NoCaseTable) throw error;
    const checkedAt = now().toISOString();
    const failed = { accountId, ...failureOf(error), cases: before?.cases ?? 0, checkedAt };
    if (!(error instanceof OutOfTime)) return failed;
    // Should the item be tried for the last time, then at least the account says why it was not read.
    await ofTable(dependencies.cases.putAccountResult(failed));
    throw error;
  }
}

/** Tries again what may pass, as long as there is time. @throws the last failure, or OutOfTime when there is none left to begin. */
async function withPatience<Result>(
  { now, sleep, random, deadline, log }: BatchDependencies,
  work: () => Promise<Result>,
): Promise<Result> {
  mustBeInTime({ now, deadline });
  for (const wait of waitsMs) {
    try {
      return await work();
    } catch (error) {
      const ms = Math.round(wait * (0.5 + random()));
      if (!mayPass(error) || timeLeft({ now, deadline }) < ms) throw error;
      log.info("the account is tried again", { reason: reasonOf(error), ms });
      await sleep(ms);
    }
  }
  return work();
}

function mayPass(error: unknown): boolean {
  return error instanceof TryLater || error instanceof NoCaseTable;
}
