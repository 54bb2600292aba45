// A whole run from the results of its accounts: what was read, what could not be, and what is new and gone.
import { countGaps, countMistakes } from "./gaps";
import { accountsBetween, mergeChanges } from "./merge-changes";
import { mistypedTypes } from "./mistyped-types";
import { notComparedRows } from "./not-compared-rows";
import type { AccountResult, Changes, Failure, RunManifest, Scope } from "./run-manifest";
import { regionsOfScope } from "./scope-cells";

type ScopeAccount = Scope["accounts"][number];

/** Accounts are added in the scope's order; what of each is not in the manifest is forgotten at once. */
export type RollUp = {
  /** `result` is undefined where the account's file was never written. */
  readonly add: (account: ScopeAccount, result: AccountResult | undefined) => void;
  /** `before` is the scope of the run that this one is compared with. */
  readonly manifest: (finishedAt: Date, before: Scope | undefined) => RunManifest;
};

/** Begins the roll-up of a run. */
export function rollUp(scope: Scope): RollUp {
  const accounts: RunManifest["accounts"] = [];
  const failures: Failure[] = [];
  const [dropped, skipped]: [RunManifest["dropped"], RunManifest["skipped"]] = [[], []];
  const counts: Record<string, number> = {};
  let changes: Changes | undefined;
  const missing = notComparedRows();
  const unknown = new Map<string, string>();
  return {
    add: (account, found) => {
      const result = found ?? neverWritten(account, scope);
      accounts.push(accountLine(account, result));
      for (const [kind, count] of Object.entries(result.counts)) counts[kind] = (counts[kind] ?? 0) + count;
      for (const failure of result.failures) failures.push(failure);
      for (const one of result.dropped) dropped.push(one);
      const regions = skippedOf(result);
      if (regions.length > 0) skipped.push({ account: account.id, regions });
      changes = mergeChanges(changes, account.id, result.changes);
      for (const [type, words] of Object.entries(result.unknownTypes ?? {})) unknown.set(type, words);
      missing.add(account.id, result.notCompared ?? []);
    },
    manifest: (finishedAt, before) => ({
      ...headOf(scope, finishedAt),
      ...judged(accounts, [...failures, ...mistypedTypes(unknown, counts, scope, before)]),
      accounts,
      counts: Object.fromEntries(Object.entries(counts).toSorted(([one], [other]) => (one < other ? -1 : 1))),
      skipped,
      ...(changes === undefined ? {} : { changes: { ...changes, ...missing.told() } }),
      ...(before === undefined || before.isPart || scope.isPart
        ? {}
        : { accountChanges: accountsBetween(before, scope) }),
      dropped: dropped.toSorted((one, other) => other.before - one.before),
    }),
  };
}

function judged(accounts: RunManifest["accounts"], failures: Failure[]) {
  const isComplete = countGaps({ accounts, failures }) + countMistakes({ failures }) === 0;
  return { result: isComplete ? ("complete" as const) : ("partial" as const), failures };
}

function headOf({ run, isPart, previous, accounts, regions, exempt }: Scope, finishedAt: Date) {
  return {
    version: 1 as const,
    run,
    finishedAt: finishedAt.toISOString(),
    durationMs: finishedAt.getTime() - Date.parse(run),
    isPart,
    ...(previous === undefined ? {} : { previous }),
    asked: { accounts: accounts.map(({ id }) => id), regions, exempt },
  };
}

function skippedOf({ regions }: AccountResult): string[] {
  return Object.entries(regions).flatMap(([region, result]) => (result === "skipped" ? [region] : []));
}

function accountLine({ id, name }: ScopeAccount, { file, regions, counts }: AccountResult) {
  return {
    account: id,
    ...(name === undefined ? {} : { name }),
    ...(file === undefined ? {} : { file }),
    regions,
    resources: Object.values(counts).reduce((sum, count) => sum + count, 0),
  };
}

/** Its cells may have been read, but nobody can find what they hold. */
function neverWritten({ id }: ScopeAccount, scope: Scope): AccountResult {
  const missing = { region: "*", why: "not-read", by: "now" } as const;
  const words = "its file was not written: whoever joins its parts was stopped, or failed";
  return {
    run: scope.run,
    account: id,
    regions: Object.fromEntries(regionsOfScope(scope).map((region) => [region, "failed" as const])),
    counts: {},
    failures: [{ account: id, region: "*", type: "unfinished", words, hides: "everything in the account" }],
    ...(scope.previous === undefined ? {} : { notCompared: [missing] }),
    dropped: [],
  };
}
