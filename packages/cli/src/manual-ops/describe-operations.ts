// What the log says about each operation.
import type { LogEntry } from "./log-table";
import type { Operation } from "./operations";

/** The last record for each place, the newest first; `done` when there is one. Whether all places are done only `check` can tell. */
export type OperationState = Pick<Operation, "id" | "title" | "where"> & {
  readonly done: boolean;
  readonly records: readonly LogEntry[];
};

/** `others` are rows of operations that are no longer, or never were, on the list. */
export type Listing = {
  readonly operations: readonly OperationState[];
  readonly others: readonly LogEntry[];
};

/** Sorts the log's rows to their operations. */
export function describeOperations(operations: readonly Operation[], log: readonly LogEntry[]): Listing {
  const ids: readonly string[] = operations.map(({ id }) => id);
  return {
    operations: operations.map(({ id, title, where }) => {
      const records = lastPerPlace(log.filter(({ what }) => what === id));
      return { id, title, where, done: records.length > 0, records };
    }),
    others: log.filter(({ what }) => !ids.includes(what)),
  };
}

function lastPerPlace(entries: readonly LogEntry[]): readonly LogEntry[] {
  const last = new Map<string, LogEntry>();
  for (const entry of entries) {
    const known = last.get(entry.where);
    // Of two rows of the same minute the lower one counts.
    if (known === undefined || entry.at >= known.at) last.set(entry.where, entry);
  }
  return [...last.values()].toSorted((one, other) => other.at.localeCompare(one.at));
}
