// The tables of security-group changes in memory, for tests without DynamoDB.
import type { Change } from "../security-groups/change";
import { type ChangeRange, type ChangeTable, nextRevision } from "../security-groups/change-table";
import type { SavedState, StateTable } from "../security-groups/state-table";

/** A table with the rules of DynamoDB's; `changes` is what it holds, in the order in which it was recorded. */
export function memoryChanges(): ChangeTable & { readonly changes: () => Change[] } {
  const items = new Map<string, Change>();
  async function* select(
    wanted: (change: Change) => boolean,
    { since = "0", until = "9", limit }: ChangeRange = {},
  ): AsyncGenerator<Change> {
    const found = [...items.values()]
      .filter((change) => wanted(change) && change.changedAt >= since && change.changedAt <= until)
      .toSorted((one, other) => other.changedAt.localeCompare(one.changedAt));
    yield* found.slice(0, limit);
  }
  return {
    changes: () => [...items.values()],
    get: async (changeId) => structuredClone(items.get(changeId)),
    add: async (change) => {
      if (items.has(change.changeId)) return false;
      items.set(change.changeId, structuredClone(change));
      return true;
    },
    save: async (next, before, now) => {
      if (items.get(next.changeId)?.revision !== before.revision) return undefined;
      const written = nextRevision(next, before, now);
      items.set(next.changeId, structuredClone(written));
      return written;
    },
    byAccount: (accountId, options) => select((change) => change.accountId === accountId, options),
    byDay: (day, options) => select((change) => change.changedAt.startsWith(day), options),
    due: async function* (by) {
      yield* [...items.values()]
        .filter(({ dueAt }) => dueAt !== undefined && dueAt <= by.toISOString())
        .toSorted((one, other) => String(one.dueAt).localeCompare(String(other.dueAt)));
    },
  };
}

/** The small table beside it. */
export function memoryState(): StateTable & { readonly entries: () => ReadonlyMap<string, SavedState> } {
  const items = new Map<string, SavedState>();
  return {
    entries: () => items,
    read: async (key) => structuredClone(items.get(key)),
    save: async (key, value, before) => {
      if (items.get(key)?.revision !== before?.revision) return false;
      const json: unknown = JSON.parse(JSON.stringify(value));
      items.set(key, { value: json, revision: (before?.revision ?? 0) + 1 });
      return true;
    },
  };
}
