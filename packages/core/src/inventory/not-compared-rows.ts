// What a run was not compared in, of all its accounts together: the same kinds in the same regions of many accounts are one row.
import { namedAtMost } from "./compare-runs";
import type { NotComparedPlace, NotComparedRow, RunChanges } from "./run-manifest";

/** More ids do not help anybody: the accounts' own records have them all. */
const accountsAtMost = 10;

/** Accounts are added one after another; only rows are kept of them. */
export type NotComparedRows = {
  readonly add: (account: string, missing: readonly NotComparedPlace[]) => void;
  /**
   * How many rows there are, and the first of them; nothing where there are none. What the run before does not know comes first (what this one does not
   * know stands among its failures, too), and what hides most.
   */
  readonly told: () => Pick<RunChanges, "notCompared" | "firstNotCompared">;
};

/** Begins with no account. */
export function notComparedRows(): NotComparedRows {
  const rows = new Map<string, NotComparedRow>();
  return {
    add: (account, missing) => {
      for (const part of rowsOf(missing)) {
        const key = JSON.stringify(part);
        const known = rows.get(key) ?? { ...part, accounts: 0, firstAccounts: [] };
        const isNamed = known.firstAccounts.length < accountsAtMost;
        const firstAccounts = isNamed ? [...known.firstAccounts, account] : known.firstAccounts;
        rows.set(key, { ...known, accounts: known.accounts + 1, firstAccounts });
      }
    },
    told: () => {
      if (rows.size === 0) return {};
      const sorted = [...rows.values()].toSorted(
        (one, other) => rankOf(one) - rankOf(other) || other.accounts - one.accounts,
      );
      return { notCompared: sorted.length, firstNotCompared: sorted.slice(0, namedAtMost) };
    },
  };
}

type Part = Omit<NotComparedRow, "accounts" | "firstAccounts">;

/** One account's: first the kinds of a region come together, then the regions where these are the same. */
function rowsOf(missing: readonly NotComparedPlace[]): readonly Part[] {
  const byRegion = new Map<string, Omit<Part, "regions"> & { readonly region: string }>();
  for (const { region, kind, why, by } of missing) {
    const key = [why, by, region, kind === undefined].join(" ");
    const kinds = kind === undefined ? {} : { kinds: [...(byRegion.get(key)?.kinds ?? []), kind] };
    byRegion.set(key, { region, ...kinds, why, by });
  }
  const byKinds = new Map<string, Part>();
  for (const { region, ...rest } of byRegion.values()) {
    const key = JSON.stringify(rest);
    byKinds.set(key, { regions: [...(byKinds.get(key)?.regions ?? []), region], ...rest });
  }
  return [...byKinds.values()];
}

function rankOf({ regions, kinds, why, by }: NotComparedRow): number {
  const hides = why === "details" ? 3 : kinds !== undefined ? 2 : regions.includes("*") ? 0 : 1;
  return (by === "now" ? 10 : 0) + hides;
}
