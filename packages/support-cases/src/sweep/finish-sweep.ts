// The end of a sweep: every account's last result is read, counted, logged for people and measured for the alarm.
import { inParallel } from "@orgwatch/core/concurrency";
import type { CountMetric } from "@orgwatch/core/count-metric";
import type { Log } from "@orgwatch/core/log";
import type { AccountEntry } from "@orgwatch/core/organization/account-entry";
import type { CaseTable } from "@orgwatch/core/support-cases/case-table";
import { staleAccountsMetric } from "@orgwatch/manifest/metrics";
import { countResults, type SweepCounts, type SweptAccount, suspendedResults } from "./count-results";
import type { Planned } from "./sweep-input";

const readers = 20;
/** More names do not help anybody: `orgwatch cases accounts --stale` has all of them. */
const namedAtMost = 20;

export type FinishDependencies = {
  readonly accounts: () => Promise<readonly AccountEntry[]>;
  readonly cases: Pick<CaseTable, "accountResult" | "putAccountResult">;
  readonly count: CountMetric;
  readonly now: Date;
  readonly log: Log;
};

/** A whole sweep that read no account at all: it must not end as if it had. The execution fails, and its alarm tells. */
export class NothingRead extends Error {
  override readonly name = "NothingRead";
}

/**
 * @throws TryLater while the table cannot be used, or what reading the accounts throws: then nothing is counted. NothingRead, once all is
 * counted and told.
 */
export async function finishSweep(
  run: Planned,
  dependencies: FinishDependencies,
): Promise<SweepCounts["counts"]> {
  const { accounts, cases, count, now, log } = dependencies;
  const swept = await inParallel(
    await accounts(),
    readers,
    async (entry): Promise<SweptAccount> => ({ entry, result: await cases.accountResult(entry.accountId) }),
  );
  await inParallel(suspendedResults(swept, now), readers, (result) => cases.putAccountResult(result));
  const { counts, stale } = countResults(swept, run, now);
  log.info("sweep done", {
    ...counts,
    planned: run.plan.accounts,
    stale: stale.length,
    startedAt: run.plan.startedAt,
  });
  if (stale.length > 0) log.warn("accounts whose cases are not known any more", named(stale));
  await count(staleAccountsMetric, stale.length);
  if (run.accounts === undefined && !isAnyRead(counts))
    throw new NothingRead("the sweep could read the cases of no account");
  return counts;
}

/** An account without a support plan was asked, and has nothing to read. */
function isAnyRead({ ok = 0, "not-entitled": without = 0 }: SweepCounts["counts"]): boolean {
  return ok + without > 0;
}

function named(stale: SweepCounts["stale"]) {
  const names = stale
    .slice(0, namedAtMost)
    .map(({ accountId, name, words }) => `${name} (${accountId}): ${words}`);
  return { accounts: names.join("\n"), more: Math.max(0, stale.length - namedAtMost) };
}
