import { TryLater } from "@orgwatch/core/errors";
import { virtualTime } from "@orgwatch/core/testing/virtual-time";
import { inRounds } from "./in-rounds";

const start = new Date("2030-01-07T09:00:00Z");

/** Each item fails so many times before it is done; negative: for good. */
async function run(failures: Readonly<Record<string, number>>, seconds = 3600) {
  const time = virtualTime(start);
  const left = { ...failures };
  const done: string[] = [];
  const work = async (item: string) => {
    const failing = left[item] ?? 0;
    if (failing < 0) throw new Error(`${item} never`);
    left[item] = failing - 1;
    if (failing > 0) throw new TryLater(`${item} later`);
    done.push(item);
  };
  const passed = () => (time.now().getTime() - start.getTime()) / 1000;
  const outOfTime = () => passed() >= seconds;
  const problems = await time.run(inRounds(Object.keys(failures), 1, work, { sleep: time.sleep, outOfTime }));
  return { done, problems, seconds: passed() };
}

describe("several things that wait for the outside", () => {
  it("come to their turn before those that failed for now are asked again", async () => {
    expect(await run({ a: 2, b: 0, c: 1 })).toEqual({ done: ["b", "c", "a"], problems: [], seconds: 15 });
  });

  it("end with what failed for good, and with what failed to the end", async () => {
    expect(await run({ a: -1, b: 0, c: 99 })).toEqual({
      done: ["b"],
      problems: ["Error: a never", "TryLater: c later"],
      seconds: 135,
    });
  });

  it("end when the run is nearly over", async () => {
    expect(await run({ a: 99, b: 0 }, 12)).toEqual({
      done: ["b"],
      problems: ["TryLater: a later"],
      seconds: 15,
    });
    expect(await run({ a: 0 }, 0)).toEqual({ done: [], problems: ["nobody came to it"], seconds: 0 });
  });
});
