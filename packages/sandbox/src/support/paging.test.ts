import { pageOf } from "./paging";

const newestFirst = [5, 4, 3, 2, 1].map((sequence) => ({ sequence }));

it("goes on where the last page ended, whatever came in between", () => {
  const first = pageOf(newestFirst, 2, undefined);
  expect(first).toEqual({ page: [{ sequence: 5 }, { sequence: 4 }], nextToken: expect.any(String) });
  const second = pageOf([{ sequence: 6 }, ...newestFirst], 3, first.nextToken);
  expect(second).toEqual({ page: [{ sequence: 3 }, { sequence: 2 }, { sequence: 1 }], nextToken: undefined });
});

it("refuses a token that it did not give out", () => {
  expect(() => pageOf(newestFirst, 2, "2")).toThrow("Invalid nextToken: 2");
});
