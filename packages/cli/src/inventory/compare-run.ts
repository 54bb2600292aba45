// How two runs differ, account by account: what differs where both could read, and what only one of them knows.
import { notCompared } from "@orgwatch/core/inventory/not-compared";
import { type Place, type ReadRecord, readInBoth } from "@orgwatch/core/inventory/read-in-both";
import type { NotComparedPlace, RunManifest } from "@orgwatch/core/inventory/run-manifest";
import { wordsOf } from "../words-of-error";
import { compareAccount, type Differences } from "./compare-account";
import { inOrder } from "./in-order";
import type { InventoryBucket } from "./inventory-region";
import type { StoredRuns } from "./stored-runs";

/** What was not compared, because `by` (a run) does not know it. */
export type NotCompared = Omit<NotComparedPlace, "by"> & { readonly by: string };

/** `failed`: the account's files could not be compared, and why. */
export type AccountDifference = Differences & {
  readonly account: string;
  readonly notCompared: readonly NotCompared[];
  readonly failed?: string;
};

export type Pair<Value> = { readonly before: Value; readonly now: Value };

/** Which accounts, kinds and regions are compared. */
export type Asked = {
  readonly accounts: ReadonlySet<string> | undefined;
  readonly passes: (place: Place) => boolean;
  /** Whether what is not compared was asked for. */
  readonly names: (unread: Pick<NotComparedPlace, "region" | "kind">) => boolean;
};

const accountsAtATime = 3;
const nothing = { appeared: [], vanished: [], changed: [] };

/** All accounts of either run by their ids; it ends soon after `signal` is aborted. */
export async function* compareRun(
  { before, now }: Pair<RunManifest>,
  asked: Asked,
  { runs, bucket }: { readonly runs: StoredRuns; readonly bucket: Pick<InventoryBucket, "readLines"> },
  signal: AbortSignal,
): AsyncGenerator<AccountDifference, void> {
  const all = [...before.accounts, ...now.accounts].map(({ account }) => account);
  const wanted = [...new Set(all)].toSorted().filter((account) => asked.accounts?.has(account) !== false);
  const compare = async (account: string): Promise<AccountDifference> => {
    try {
      const [then, later] = await Promise.all([
        runs.account(before.run, account),
        runs.account(now.run, account),
      ]);
      const lines = (file: string | undefined) =>
        async function* () {
          if (file !== undefined && !signal.aborted) yield* until(signal, bucket.readLines(file, signal));
        };
      const pair = {
        before: then ?? withoutRecord(before, account),
        now: later ?? withoutRecord(now, account),
      };
      const isRead = readInBoth(pair.before, pair.now);
      const isCompared = (place: Place) => asked.passes(place) && isRead(place);
      const found = await compareAccount(lines(then?.file), lines(later?.file), isCompared);
      const unread = missing(pair, { before: before.run, now: now.run });
      return { account, ...found, notCompared: unread.filter(asked.names) };
    } catch (error) {
      return { account, ...nothing, notCompared: [], failed: wordsOf(error) };
    }
  };
  for await (const difference of inOrder(wanted, accountsAtATime, compare)) {
    if (signal.aborted) return;
    yield difference;
  }
}

/** An account whose record was never written was looked at, if the run's manifest says so. */
function withoutRecord({ accounts }: RunManifest, account: string): ReadRecord {
  const regions = accounts.find((one) => one.account === account)?.regions ?? {};
  return { regions, counts: {}, failures: [] };
}

/** What the earlier run does not know first; what none of them knows is named with both. */
function missing({ before, now }: Pair<ReadRecord>, run: Pair<string>): readonly NotCompared[] {
  const all = notCompared(before, now);
  const unknownTo = (one: keyof typeof run) =>
    all.filter(({ by }) => by === one || by === "both").map((unread) => ({ ...unread, by: run[one] }));
  return [...unknownTo("before"), ...unknownTo("now")];
}

async function* until(signal: AbortSignal, lines: AsyncIterable<string>): AsyncGenerator<string, void> {
  for await (const line of lines) {
    if (signal.aborted) return;
    yield line;
  }
}
