// One account: what AWS Support tells of its cases is compared with the table, and what differs is told and stored.
import { inParallel } from "@orgwatch/core/concurrency";
import type { Log } from "@orgwatch/core/log";
import type { AccountResult, SupportCase } from "@orgwatch/core/support-cases/case";
import type { CaseTable } from "@orgwatch/core/support-cases/case-table";
import type { CaseFacts } from "../read-answer";
import { isQuiet } from "../slack/decide-news";
import { withConversation } from "../store/read-case";
import { storeCase } from "../store/store-case";
import type { SupportApi } from "../support-api";
import type { CaseCall } from "../trail/case-call";
import { laneOf, NoCaseTable, ofTable, supportThrough, writesThrough } from "./calls-at-a-time";
import { type Difference, differenceOf } from "./compare-case";
import { listCases } from "./list-cases";
import { mustBeInTime } from "./out-of-time";
import type { Batch } from "./sweep-input";
import { timeToReadFrom } from "./what-to-read";

export type AccountDependencies = {
  readonly cases: CaseTable;
  readonly support: (accountId: string) => SupportApi;
  /** Hands changes to case-updates, which tells Slack of them. @throws TryLater */
  readonly tell: (calls: readonly CaseCall[]) => Promise<void>;
  readonly lookbackDays: number;
  readonly now: () => Date;
  readonly deadline: Date;
  readonly log: Log;
};

/** Calls of one account in flight: what the speed of a sweep is measured against (speed.test.ts). */
export const callsAtATime = 5;
/** Cases that are worked on together, so that none of the calls waits for another case. */
const casesAtATime = 10;

type Change = Difference & { readonly facts: CaseFacts; readonly known: SupportCase | undefined };

/**
 * Reads the account's cases and stores what differs; answers how many of its cases the table has then. A case that fails never stops the
 * others: what could be read is stored before anything is thrown.
 * @throws what `SupportApi` throws, TryLater of the queue, NoCaseTable, or OutOfTime: then what was stored need not be read again.
 */
export async function sweepAccount(
  accountId: string,
  run: Pick<Batch, "full" | "startedAt">,
  before: AccountResult | undefined,
  dependencies: AccountDependencies,
): Promise<number> {
  const { now, log } = dependencies;
  const lane = laneOf(callsAtATime);
  const api = supportThrough(lane, dependencies.support(accountId));
  const cases = writesThrough(lane, dependencies.cases);
  const readAt = now();
  const reading = ofTable(knownCases(dependencies.cases, accountId));
  const full = run.full ?? false;
  const afterTime = timeToReadFrom(before, { full, lookbackDays: dependencies.lookbackDays, now: readAt });
  const [known, listed] = await Promise.all([
    reading,
    listCases(
      api,
      { afterTime, openToo: before?.watermark === undefined, known: async () => (await reading).values() },
      readAt,
    ),
  ]);
  for (const caseId of listed.vanished) log.warn("AWS Support does not know the case any more", { caseId });
  const changes = listed.facts.flatMap((facts) => changeOf(facts, known.get(facts.caseId), run));
  const problems: unknown[] = listed.problem ? [listed.problem.error] : [];
  const untold = await tellNews(accountId, changes, before, { ...dependencies, readAt }, problems);
  await inParallel(untold, casesAtATime, async ({ write, facts, known: old }) => {
    mustBeInTime(dependencies);
    try {
      if (write === "facts" && old) await cases.putCase(withFacts(old, facts, readAt));
      else await storeCase(cases, await withConversation(api, accountId, facts, readAt), log);
    } catch (error) {
      if (error instanceof NoCaseTable) throw error;
      problems.push(error);
    }
  });
  if (problems.length > 0) throw problems[0];
  return new Set([...known.keys(), ...listed.facts.map(({ caseId }) => caseId)]).size;
}

async function knownCases(cases: CaseTable, accountId: string): Promise<Map<string, SupportCase>> {
  const known = new Map<string, SupportCase>();
  for await (const one of cases.casesBy("by-account", accountId)) known.set(one.caseId, one);
  return known;
}

/** A full run reads every conversation again, but each only once: a case that this run has stored is left alone when it goes on. */
function changeOf(
  facts: CaseFacts,
  known: SupportCase | undefined,
  { full, startedAt }: Pick<Batch, "full" | "startedAt">,
): Change[] {
  const difference = differenceOf(facts, known);
  const again = full && known !== undefined && known.readAt < startedAt;
  if (!difference && !again) return [];
  return [
    { facts, known, write: again ? "conversation" : (difference?.write ?? "facts"), news: difference?.news },
  ];
}

/**
 * Tells before anything is stored: afterwards nobody could see any more that there was news. Answers what may be stored, which is all of it
 * unless telling failed. An account's first sweep tells nothing: all of its cases would be news. Neither is a case that is no news for Slack:
 * a full run finds years of them, and case-updates would read each once more before the cases of today.
 */
async function tellNews(
  accountId: string,
  changes: readonly Change[],
  before: AccountResult | undefined,
  { tell, readAt }: Pick<AccountDependencies, "tell"> & { readonly readAt: Date },
  problems: unknown[],
): Promise<readonly Change[]> {
  const calls = changes.flatMap(({ facts, news }): CaseCall[] =>
    news === undefined || (news === "CreateCase" && isQuiet(facts, readAt))
      ? []
      : [{ kind: "case-call", accountId, caseId: facts.caseId, eventName: news, at: facts.lastActivityAt }],
  );
  if (before?.lastSuccessAt === undefined || calls.length === 0) return changes;
  try {
    await tell(calls);
    return changes;
  } catch (error) {
    problems.push(error);
    return changes.filter(({ news }) => news === undefined);
  }
}

/** The stored case with what DescribeCases says now; its conversation is what it was. */
function withFacts(known: SupportCase, facts: CaseFacts, readAt: Date): SupportCase {
  const { accountId, lastActivityAt, communications } = known;
  return { ...facts, accountId, lastActivityAt, communications, readAt: readAt.toISOString() };
}
