// How two runs differ, account by account: what differs where both could read, and what only one of them knows.
import {
  type Place,
  type ReadRecord,
  readInBoth,
  type Unread,
  unreadIn,
} from "@orgwatch/core/inventory/read-in-both";
import type { RunManifest } from "@orgwatch/core/inventory/run-manifest";
import { wordsOf } from "../words-of-error";
import { compareAccount, type Differences } from "./compare-account";
import { inOrder } from "./in-order";
import type { InventoryBucket } from "./inventory-region";
import type { StoredRuns } from "./stored-runs";

/** What was not compared, because `by` (a run) does not know it. */
export type NotCompared = Unread & { readonly by: string };

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
  readonly names: (unread: Unread) => boolean;
};

const accountsAtATime = 3;
const nothing = { appeared: [], vanished: [], changed: [] };
const neverAsked: ReadRecord = { regions: {}, counts: {}, failures: [] };

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
      const pair = { before: then ?? neverAsked, now: later ?? neverAsked };
      const isRead = readInBoth(pair.before, pair.now);
      const isCompared = (place: Place) => asked.passes(place) && isRead(place);
      const found = await compareAccount(lines(then?.file), lines(later?.file), isCompared);
      const unread = notCompared(pair, { before: before.run, now: now.run });
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

/** What the account has opted into in neither run, a region or a service, is nothing that anybody misses. */
function notCompared({ before, now }: Pair<ReadRecord>, run: Pair<string>): readonly NotCompared[] {
  const [then, later] = [unreadIn(before, now), unreadIn(now, before)];
  const missed = (unread: readonly Unread[], others: readonly Unread[]) =>
    unread.filter(
      ({ region, kind, why }) =>
        why !== "not-opted-in" ||
        !others.some((other) => other.why === why && other.region === region && other.kind === kind),
    );
  return [
    ...missed(then, later).map((one) => ({ ...one, by: run.before })),
    ...missed(later, then).map((one) => ({ ...one, by: run.now })),
  ];
}

async function* until(signal: AbortSignal, lines: AsyncIterable<string>): AsyncGenerator<string, void> {
  for await (const line of lines) {
    if (signal.aborted) return;
    yield line;
  }
}
