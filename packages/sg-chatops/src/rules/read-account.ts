// One account of the sweep: the rules of each region, remembered group by group.
import { inParallel } from "@orgwatch/core/concurrency";
import { reasonOf, TryLater } from "@orgwatch/core/errors";
import { redact } from "@orgwatch/core/redact";
import type { GroupsIn } from "../ec2/group-api";
import type { AccountResult } from "./account-result";
import type { AccountRules } from "./account-rules";
import type { KnownRules } from "./known-rules";

export type AccountDependencies = {
  readonly rulesIn: GroupsIn<AccountRules>;
  readonly known: KnownRules;
  readonly now: () => Date;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** When Lambda ends this run. */
  readonly deadline: Date;
};

/** The lambda ends before all accounts are read. Step Functions calls again with the same item, and the rest is done then. */
export class OutOfTime extends TryLater {
  override readonly name = "OutOfTime";
}

const regionsAtATime = 4;
const groupsAtATime = 10;
/** A region that cannot be read now is tried again after these times. */
const waitsMs = [5000, 20_000];
/** What a large region may still take; nothing is begun later than this before the deadline. */
const reserveMs = 60_000;
/** Enough to act on. */
const wordsLength = 300;

/**
 * Reads each region, whatever becomes of the others.
 * @throws TryLater while our own table cannot be used, or the time is over: the account has to be read again.
 */
export async function readAccount(
  accountId: string,
  { regions, startedAt }: { readonly regions: readonly string[]; readonly startedAt: string },
  dependencies: AccountDependencies,
): Promise<AccountResult> {
  const read = await inParallel(regions, regionsAtATime, (region) =>
    readRegion(accountId, region, dependencies),
  );
  const done = read.filter((one) => "groups" in one);
  return {
    accountId,
    startedAt,
    checkedAt: dependencies.now().toISOString(),
    regions: done.length,
    groups: done.reduce((sum, { groups }) => sum + groups, 0),
    rules: done.reduce((sum, { rules }) => sum + rules, 0),
    failures: read.filter((one) => "words" in one),
  };
}

type RegionRead =
  | { readonly groups: number; readonly rules: number }
  | { readonly region: string; readonly words: string };

async function readRegion(
  accountId: string,
  region: string,
  dependencies: AccountDependencies,
): Promise<RegionRead> {
  const { known, now } = dependencies;
  const at = now().toISOString();
  const answer = await listed(accountId, region, dependencies);
  if ("words" in answer) return answer;
  const groups = [...answer.rules];
  await inParallel(groups, groupsAtATime, ([groupId, rules]) =>
    known.remember({ accountId, region, groupId }, { rules, at, isComplete: true }, now()),
  );
  return { groups: groups.length, rules: groups.reduce((sum, [, rules]) => sum + rules.length, 0) };
}

type Listed =
  | { readonly rules: Awaited<ReturnType<AccountRules>> }
  | { readonly region: string; readonly words: string };

/** A region that is not opted in, or denies, is a result as well. */
async function listed(
  accountId: string,
  region: string,
  { rulesIn, now, sleep, deadline }: AccountDependencies,
): Promise<Listed> {
  const isInTime = (ms: number) => now().getTime() + ms <= deadline.getTime() - reserveMs;
  for (let turn = 0; ; turn += 1) {
    if (!isInTime(0)) throw new OutOfTime("The lambda's time is over before all accounts are read");
    try {
      return { rules: await rulesIn(accountId, region)() };
    } catch (error) {
      const ms = waitsMs[turn];
      if (!(error instanceof TryLater) || ms === undefined || !isInTime(ms))
        return { region, words: redact(reasonOf(error)).slice(0, wordsLength) };
      await sleep(ms);
    }
  }
}
