// A run, cut into items for the workers of its maps: few enough for one state of Step Functions, whole accounts where there are many.
import type { Item } from "./run-input";

/** A state has at most 262,144 bytes; so many items have 71,000, which leaves room for 10,000 accounts that were asked for (hand-out.test.ts). */
const mostItems = 1000;

/**
 * Items of cells. No item has cells of an account together with only a part of another's: each account's credentials and regions are asked for once
 * for an item. As long as there is room, an account is cut into as many even pieces as fit, so that one big account does not keep all waiting.
 */
export function cellItems(run: string, accounts: number, cellsOfEach: number): Item[] {
  const pieces = Math.min(cellsOfEach, Math.floor(mostItems / accounts));
  if (pieces <= 1) return accountItems(run, accounts).map((item) => inCells(item, cellsOfEach));
  const size = Math.ceil(cellsOfEach / pieces);
  return Array.from({ length: accounts }, (_, account) => account * cellsOfEach).flatMap((start) =>
    slices(run, start, start + cellsOfEach, size),
  );
}

/** Items of accounts, as even as can be. */
export function accountItems(run: string, accounts: number): Item[] {
  return slices(run, 0, accounts, Math.max(1, Math.ceil(accounts / mostItems)));
}

function inCells({ run, from, to }: Item, cellsOfEach: number): Item {
  return { run, from: from * cellsOfEach, to: to * cellsOfEach };
}

function slices(run: string, start: number, end: number, size: number): Item[] {
  return Array.from({ length: Math.ceil((end - start) / size) }, (_, index) => {
    const from = start + index * size;
    return { run, from, to: Math.min(from + size, end) };
  });
}
