// At most so many calls for one account at a time: sockets are few, and a region of thousands must not take all of them.
import { TryLater } from "@orgwatch/core/errors";
import type { ViolationTable } from "@orgwatch/core/tag-audit/violation-table";

/** Does the work as soon as there is room. */
export type Lane = <Result>(work: () => Promise<Result>) => Promise<Result>;

/** The table cannot be used: nothing can be written down now, so that the whole item has to be tried again. */
export class NoViolationTable extends Error {
  override readonly name = "NoViolationTable";
}

/** A lane with room for `limit`; first come, first served. */
export function laneOf(limit: number): Lane {
  const waiting: (() => void)[] = [];
  let room = limit;
  return async (work) => {
    if (room > 0) room -= 1;
    else await new Promise<void>((go) => waiting.push(go));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else room += 1;
    }
  };
}

/** What a scan reads and writes. */
export type ScanTable = Pick<ViolationTable, "get" | "add" | "save" | "cells" | "putCell" | "byAccount">;

/** The table through a lane. @throws NoViolationTable where the table itself fails; else what it throws. */
export function tableThrough(lane: Lane, table: ScanTable): ScanTable {
  const call = <Answer>(work: () => Promise<Answer>) => lane(() => ofTable(work));
  return {
    get: (violationId) => call(() => table.get(violationId)),
    add: (violation) => call(() => table.add(violation)),
    save: (next, before) => call(() => table.save(next, before)),
    cells: (accountId, region) => call(() => table.cells(accountId, region)),
    putCell: (cell) => call(() => table.putCell(cell)),
    byAccount: async function* (accountId, options) {
      const iterator = table.byAccount(accountId, options)[Symbol.asyncIterator]();
      for (;;) {
        const { done, value } = await call(() => iterator.next());
        if (done) return;
        yield value;
      }
    },
  };
}

async function ofTable<Answer>(work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof TryLater) throw new NoViolationTable(error.message, { cause: error });
    throw error;
  }
}
