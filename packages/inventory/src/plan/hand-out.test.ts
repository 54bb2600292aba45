import { accountItems, cellItems } from "./hand-out";
import type { Item } from "./run-input";

const run = "2030-01-07T09:00:00.000Z";
const bounds = (items: readonly Item[]) => items.map(({ from, to }) => [from, to]);
const isWhole = (items: readonly Item[], end: number) =>
  items[0]?.from === 0 &&
  items.at(-1)?.to === end &&
  items.every(({ to }, index) => to === (items[index + 1]?.from ?? end));

describe("a run in items", () => {
  it("has an item for each cell as long as there is room", () => {
    expect(cellItems(run, 2, 2)).toEqual([0, 1, 2, 3].map((from) => ({ run, from, to: from + 1 })));
  });

  it.each([
    ["500 accounts of 18 cells", 500, 18, 1000, 9],
    ["400 accounts of 18 cells", 400, 18, 800, 9],
    ["300 accounts of 18 cells", 300, 18, 900, 6],
    ["1,000 accounts of 18 cells", 1000, 18, 1000, 18],
    ["1,001 accounts of 18 cells", 1001, 18, 501, 36],
    ["10,000 accounts of 31 cells", 10_000, 31, 1000, 310],
  ])(
    "leaves nothing out, has nothing twice and mixes no part of an account with another: %s",
    (_, accounts, each, count, size) => {
      const items = cellItems(run, accounts, each);
      expect([
        items.length,
        (items[0]?.to ?? 0) - (items[0]?.from ?? 0),
        isWhole(items, accounts * each),
      ]).toEqual([count, size, true]);
      const mixed = items.filter(
        ({ from, to }) =>
          Math.floor(from / each) !== Math.floor((to - 1) / each) && (from % each || to % each),
      );
      expect(mixed).toEqual([]);
    },
  );

  it("hands out accounts alone, or several at once where there are many", () => {
    expect(bounds(accountItems(run, 3))).toEqual([
      [0, 1],
      [1, 2],
      [2, 3],
    ]);
    const many = accountItems(run, 2500);
    expect([many.length, many.at(-1), isWhole(many, 2500)]).toEqual([
      834,
      { run, from: 2499, to: 2500 },
      true,
    ]);
  });

  it("fits into one state of Step Functions with 10,000 accounts that were asked for by name", () => {
    const accounts = Array.from({ length: 10_000 }, (_, index) => String(100_000_000_000 + index));
    const regions = Array.from({ length: 30 }, (_, index) => `ap-northeast-${index}`);
    const plan = { run, accounts: 10_000, cells: 310_000, items: cellItems(run, 10_000, 31) };
    expect(Buffer.byteLength(JSON.stringify({ accounts, regions, plan }))).toBeLessThan(262_144 * 0.9);
  });
});
