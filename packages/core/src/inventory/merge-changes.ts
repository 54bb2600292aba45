// How the accounts of a run differ from the run before, together.
import { namedAtMost } from "./compare-runs";
import type { Changes, Scope } from "./run-manifest";

/** The changes of one account more. Names say whose they are, and stay as few as those of one account. */
export function mergeChanges(
  sum: Changes | undefined,
  account: string,
  more: Changes | undefined,
): Changes | undefined {
  if (more === undefined) return sum;
  const owned = (list: Changes["firstAppeared"]) => list.map((one) => ({ account, ...one }));
  const kinds = { ...sum?.kinds };
  for (const [kind, counts] of Object.entries(more.kinds)) {
    const known = kinds[kind];
    kinds[kind] = {
      appeared: (known?.appeared ?? 0) + counts.appeared,
      vanished: (known?.vanished ?? 0) + counts.vanished,
      changed: (known?.changed ?? 0) + counts.changed,
    };
  }
  return {
    since: more.since,
    appeared: (sum?.appeared ?? 0) + more.appeared,
    vanished: (sum?.vanished ?? 0) + more.vanished,
    changed: (sum?.changed ?? 0) + more.changed,
    firstAppeared: [...(sum?.firstAppeared ?? []), ...owned(more.firstAppeared)].slice(0, namedAtMost),
    firstVanished: [...(sum?.firstVanished ?? []), ...owned(more.firstVanished)].slice(0, namedAtMost),
    kinds,
  };
}

/** Accounts that only one of two whole runs looked at: new ones, and those that left, were closed or are exempt now. */
export function accountsBetween(before: Pick<Scope, "accounts">, now: Pick<Scope, "accounts">) {
  const missingIn = (others: Scope["accounts"]) => {
    const ids = new Set(others.map(({ id }) => id));
    return ({ id }: Scope["accounts"][number]) => !ids.has(id);
  };
  return {
    appeared: now.accounts.filter(missingIn(before.accounts)),
    vanished: before.accounts.filter(missingIn(now.accounts)),
  };
}
