import { inParallel } from "./concurrency";

/** Work that ends only when the test says so. */
function heldWork() {
  const started: number[] = [];
  const release: (() => void)[] = [];
  const work = (item: number) =>
    new Promise<number>((resolve) => {
      started.push(item);
      release.push(() => resolve(item * 10));
    });
  return { started, release, work };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe("inParallel", () => {
  it("answers in the items' order, whatever ends first", async () => {
    const { release, work } = heldWork();
    const results = inParallel([1, 2, 3], 3, work);
    for (const end of release.toReversed()) end();
    expect(await results).toEqual([10, 20, 30]);
  });

  it("never runs more than the limit", async () => {
    const { started, release, work } = heldWork();
    const results = inParallel([1, 2, 3, 4], 2, work);
    expect(started).toEqual([1, 2]);
    release[0]?.();
    await settled();
    expect(started).toEqual([1, 2, 3]);
    for (const index of [1, 2, 3]) {
      release[index]?.();
      await settled();
    }
    expect(await results).toEqual([10, 20, 30, 40]);
  });

  it("starts nothing after a failure, and waits for what runs", async () => {
    const started: number[] = [];
    const ended: number[] = [];
    const run = inParallel([1, 2, 3, 4], 2, async (item) => {
      started.push(item);
      if (item === 1) throw new Error("refused");
      await settled();
      ended.push(item);
    });
    await expect(run).rejects.toThrow("refused");
    expect({ started, ended }).toEqual({ started: [1, 2], ended: [2] });
  });

  it("does nothing for no items", async () => {
    expect(await inParallel([], 5, () => Promise.reject(new Error("never called")))).toEqual([]);
  });

  it("refuses a limit that would run nothing", async () => {
    await expect(inParallel([1], 0, (item) => Promise.resolve(item))).rejects.toThrow(
      "limit must be 1 or more",
    );
  });
});
