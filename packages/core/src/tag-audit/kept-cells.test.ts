import { cellOf, countedBefore, type KeptCells, lastCell, withCell } from "./kept-cells";
import type { Cell } from "./violation";

const cell = (day: number, part: Partial<Cell> = {}): Cell => ({
  runId: `2030-01-0${day}T09:00:00.000Z`,
  accountId: "111111111111",
  region: "eu-west-1",
  checkedAt: `2030-01-0${day}T09:01:00.000Z`,
  result: "ok",
  instances: day * 10,
  violations: 0,
  exempt: 0,
  canary: "seen",
  ...part,
});
const failed = (day: number) => cell(day, { result: "failed", instances: 0, reason: "denied" });
const keptOf = (...cells: Cell[]) =>
  cells.reduce<KeptCells | undefined>((kept, one) => withCell(kept, one), undefined);

describe("cells of an account and region", () => {
  it("keep what two runs saw that go on at the same time, whichever wrote last", () => {
    const kept = keptOf(cell(2), cell(3), cell(2, { instances: 7 }));
    expect({
      kept,
      last: lastCell(kept),
      second: cellOf(kept, cell(2).runId),
      other: cellOf(kept, cell(4).runId),
    }).toEqual({
      kept: { cells: [cell(3), cell(2, { instances: 7 })] },
      last: cell(3),
      second: cell(2, { instances: 7 }),
      other: undefined,
    });
  });

  it("forget all but three runs, and keep the count of the last complete one that they forget", () => {
    const counted = { runId: cell(1).runId, instances: 10 };
    expect([
      keptOf(cell(1), failed(2), failed(3), failed(4)),
      keptOf(cell(1), failed(2), failed(3), failed(4), failed(5)),
      keptOf(cell(1), cell(2), failed(3), failed(4), failed(5)),
    ]).toEqual([
      { cells: [failed(4), failed(3), failed(2)], counted },
      { cells: [failed(5), failed(4), failed(3)], counted },
      { cells: [failed(5), failed(4), failed(3)], counted: { runId: cell(2).runId, instances: 20 } },
    ]);
  });

  it("tell what to compare a run with: the last complete one before it, never itself or a later one", () => {
    expect([
      countedBefore(undefined, cell(1).runId),
      countedBefore(keptOf(cell(1), failed(2), cell(3)), cell(3).runId),
      countedBefore(keptOf(cell(1), cell(2), cell(4)), cell(3).runId),
      countedBefore(keptOf(cell(1), failed(2), failed(3), failed(4)), cell(5).runId),
      countedBefore(keptOf(cell(3)), cell(2).runId),
    ]).toEqual([
      undefined,
      { runId: cell(1).runId, instances: 10 },
      { runId: cell(2).runId, instances: 20 },
      { runId: cell(1).runId, instances: 10 },
      undefined,
    ]);
  });
});
