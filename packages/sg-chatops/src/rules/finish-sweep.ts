// The end of a sweep of rules: of how many accounts they are known now, and who could not be read.
import { inParallel } from "@orgwatch/core/concurrency";
import type { Log } from "@orgwatch/core/log";
import type { AccountEntry } from "@orgwatch/core/organization/account-entry";
import type { StateTable } from "@orgwatch/core/security-groups/state-table";
import { type AccountResult, readResult } from "./account-result";
import type { Planned } from "./sweep-input";

/** `partial`: some regions could not be read; `not-reached`: nothing was written down since the run began, because an item failed. */
type Outcome = "ok" | "partial" | "failed" | "not-reached";
export type SweepCounts = Readonly<Partial<Record<Outcome, number>>>;

export type FinishDependencies = {
  readonly accounts: () => Promise<readonly AccountEntry[]>;
  readonly state: StateTable;
  readonly log: Log;
};

/** A whole sweep that read no account at all: it must not end as if it had. The execution fails, and its alarm tells. */
export class NothingRead extends Error {
  override readonly name = "NothingRead";
}

const readers = 20;
/** More names do not help anybody. */
const namedAtMost = 20;

/**
 * Counts what the run reached, and names in the log who was not read.
 * @throws TryLater while the table cannot be used, or what reading the accounts throws. NothingRead, once all is told.
 */
export async function finishSweep(run: Planned, dependencies: FinishDependencies): Promise<SweepCounts> {
  const { accounts, state, log } = dependencies;
  const entries = (await accounts()).filter(
    ({ accountId, state: word }) => word === "ACTIVE" && run.accounts?.includes(accountId) !== false,
  );
  const swept = await inParallel(entries, readers, async (entry) => {
    const result = await readResult(state, entry.accountId);
    const isOfRun = result !== undefined && result.checkedAt >= run.plan.startedAt;
    return { entry, result: isOfRun ? result : undefined };
  });
  const counts: Partial<Record<Outcome, number>> = {};
  for (const { result } of swept) counts[outcomeOf(result)] = (counts[outcomeOf(result)] ?? 0) + 1;
  log.info("sweep done", { ...counts, planned: run.plan.accounts, startedAt: run.plan.startedAt });
  const unread = swept.filter(({ result }) => outcomeOf(result) !== "ok");
  if (unread.length > 0)
    log.warn("accounts whose security-group rules are not all known", {
      accounts: unread.slice(0, namedAtMost).map(lineOf).join("\n"),
      more: Math.max(0, unread.length - namedAtMost),
    });
  if (run.accounts === undefined && (counts.ok ?? 0) + (counts.partial ?? 0) === 0)
    throw new NothingRead("the sweep could read the security-group rules of no account");
  return counts;
}

function outcomeOf(result: AccountResult | undefined): Outcome {
  if (result === undefined) return "not-reached";
  if (result.failures.length === 0) return "ok";
  return result.regions === 0 ? "failed" : "partial";
}

/** Regions with the same words stand together: most often it is one reason for all of them. */
function lineOf({
  entry,
  result,
}: {
  readonly entry: AccountEntry;
  readonly result: AccountResult | undefined;
}): string {
  const words = new Map<string, string[]>();
  for (const failure of result?.failures ?? [])
    words.set(failure.words, [...(words.get(failure.words) ?? []), failure.region]);
  const reasons = [...words].map(([reason, regions]) => `${regions.join(", ")}: ${reason}`);
  return `${entry.name} (${entry.accountId}): ${reasons.join("; ") || "not reached"}`;
}
