import timers from "node:timers/promises";
import { oneAtATime } from "./one-at-a-time";

describe("oneAtATime", () => {
  it("runs works of one key in their order, also after a failure, and others beside them", async () => {
    const inTurn = oneAtATime();
    const seen: string[] = [];
    const slow = inTurn("a", async () => {
      seen.push("slow starts");
      await timers.setTimeout(5);
      seen.push("slow ends");
      throw new Error("on purpose");
    });
    const next = inTurn("a", async () => seen.push("next"));
    const other = inTurn("b", async () => seen.push("other"));
    await expect(slow).rejects.toThrow("on purpose");
    await Promise.all([next, other]);
    expect(seen).toEqual(["slow starts", "other", "slow ends", "next"]);
  });
});
