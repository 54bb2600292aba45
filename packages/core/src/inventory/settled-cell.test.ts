import { settledCell } from "./settled-cell";
import { oneAccount, sampleCell, sampleRun } from "./testing/sample-resource";

const place = { account: oneAccount, region: "eu-west-1" };
const failure = { ...place, type: "unfinished" } as const;

describe("a cell once nobody comes back to it", () => {
  it("is as its runner left it", () => {
    expect(settledCell(sampleRun, place, sampleCell())).toEqual(sampleCell());
  });

  it("has failed when its runner left nothing, and says what that hides", () => {
    const words = "nobody came to its end: its runner was stopped";
    const nothing = { run: sampleRun, result: "failed", durationMs: 0, counts: {}, parts: [] };
    expect(settledCell(sampleRun, place, undefined)).toEqual({
      ...nothing,
      ...place,
      failures: [{ ...failure, words, hides: "everything in eu-west-1" }],
    });
    expect(settledCell(sampleRun, { ...place, region: "global" }, undefined).failures[0]?.hides).toBe(
      "everything that belongs to no region",
    );
  });

  it("keeps what was read before its time ran out, with one failure for the rest", () => {
    const cell = sampleCell({ result: "unfinished" });
    const rest = {
      ...failure,
      words: "time ran out each time",
      hides: "all kinds that were not read yet in eu-west-1",
    };
    const settled = settledCell(sampleRun, place, cell);
    expect(settled).toEqual({ ...cell, failures: [rest] });
    expect(settledCell(sampleRun, place, settled)).toEqual(settled);
  });
});
