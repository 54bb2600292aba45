// The table of violations in memory, for tests without DynamoDB. `violation-table.scenario.test.ts` holds both to one contract.
import { type KeptCells, lastCell, withCell } from "../tag-audit/kept-cells";
import type { AuditRun, Cell, Violation } from "../tag-audit/violation";
import { auditKeys, type ViolationTable } from "../tag-audit/violation-table";

/** A table with the rules of DynamoDB's; `violations` and `lastCells` (the newest run's) are what it holds, by their keys. */
export function memoryViolations(): ViolationTable & {
  readonly violations: () => Violation[];
  readonly lastCells: () => Cell[];
} {
  const items = new Map<string, Violation>();
  const cells = new Map<string, KeptCells>();
  const runs = new Map<string, AuditRun>();
  const put = (violation: Violation, before: number | undefined): Violation | undefined => {
    if (items.get(violation.violationId)?.revision !== before) return undefined;
    const written = stored({ ...violation, revision: (before ?? 0) + 1 });
    items.set(written.violationId, written);
    return stored(written);
  };
  async function* select(wanted: (violation: Violation) => boolean): AsyncGenerator<Violation> {
    yield* [...items.values()]
      .filter(wanted)
      .toSorted((one, other) => (one.firstSeenAt < other.firstSeenAt ? -1 : 1))
      .map(stored);
  }
  return {
    violations: () => sorted(items),
    lastCells: () => sorted(cells).flatMap((kept) => lastCell(kept) ?? []),
    get: async (violationId) => stored(items.get(violationId)),
    add: async (violation) => put(violation, undefined),
    save: async (next, before) => put(next, before.revision),
    byAccount: (accountId, { status } = {}) =>
      select((one) => one.instance.accountId === accountId && (status ?? one.status) === one.status),
    byStatus: (status) => select((one) => one.status === status),
    cells: async (accountId, region) => stored(cells.get(auditKeys.cell(accountId, region))),
    putCell: async (cell) => {
      const key = auditKeys.cell(cell.accountId, cell.region);
      cells.set(key, stored(withCell(cells.get(key), cell)));
    },
    run: async (runId) => stored(runs.get(runId)),
    putRun: async (run) => {
      runs.set(run.runId, stored(run));
    },
  };
}

/** A copy as it comes back from DynamoDB: fields that are undefined are not there. */
function stored<Value>(value: Value): Value {
  return value === undefined ? value : JSON.parse(JSON.stringify(value));
}

function sorted<Value>(items: ReadonlyMap<string, Value>): Value[] {
  return [...items].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, value]) => value);
}
