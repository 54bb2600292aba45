import { stateKeys } from "@orgwatch/core/security-groups/state-table";
import { memoryState } from "@orgwatch/core/testing/memory-changes";
import { main } from "./testing/lake-world";
import { readWatermark, saveWatermark } from "./watermark";

const now = new Date("2030-01-07T09:00:00.000Z");
const at = (minutes: number) => ({
  readTo: new Date(now.getTime() + minutes * 60_000).toISOString(),
  sent: [`e-${minutes}`],
});

describe("the watermark of a store", () => {
  it("moves forward only, whoever writes last", async () => {
    const state = memoryState();
    expect(await readWatermark(state, main)).toBe(undefined);
    for (const minutes of [10, 20, 10]) await saveWatermark(state, main, at(minutes), now);
    expect(await readWatermark(state, main)).toEqual(at(20));
  });

  it("is written by the next try when another run wrote in between", async () => {
    const state = memoryState();
    let isFirst = true;
    const contested: typeof state = {
      ...state,
      save: async (...save) => {
        if (isFirst) {
          isFirst = false;
          await saveWatermark(state, main, at(10), now);
        }
        return state.save(...save);
      },
    };
    await saveWatermark(contested, main, at(20), now);
    expect(state.entries().get(stateKeys.lake(main))).toEqual({ value: at(20), revision: 2 });
    const lost = saveWatermark({ ...state, save: async () => false }, main, at(30), now);
    await expect(lost).rejects.toMatchObject({ name: "TryLater" });
  });
});
