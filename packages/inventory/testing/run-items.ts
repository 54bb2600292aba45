// The items of a map as Step Functions has them done: many at a time, each by a process of its own that is tried three times.
import { inParallel } from "@orgwatch/core/concurrency";
import { type Death, type SimulatedProcess, simulatedProcess, type Time } from "./simulated-process";

/** Where the process of the next attempt of an item is killed; undefined where it is not. */
export type Deaths = (attempt: number) => Death | undefined;

export type MapSettings = {
  readonly time: Time;
  /** How long a call of the lambda may take, in milliseconds. */
  readonly lambdaMs: number;
  /** Items that are done at a time. */
  readonly concurrency?: number;
  readonly deaths?: Deaths;
};

/** How long each call takes, in milliseconds. */
export const latencyMs = 50;

/** As in sweep-definition.ts. */
const [attempts, firstWaitMs] = [3, 5000];

/** Does the items, and answers the last errors of those that failed three times. */
export async function runItems<Item>(
  items: readonly Item[],
  { time, lambdaMs, concurrency = 1, deaths = () => undefined }: MapSettings,
  work: (item: Item, process: SimulatedProcess, deadline: Date) => Promise<unknown>,
): Promise<string[]> {
  const failures = await inParallel(items, concurrency, async (item) => {
    let failure: string | undefined;
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      const process = simulatedProcess(time, latencyMs, deaths(attempt));
      const begun = time.now().getTime();
      failure = await Promise.race([endOf(work(item, process, new Date(begun + lambdaMs))), process.died]);
      if (time.now().getTime() > begun + lambdaMs) failure = "the lambda was ended: it took too long";
      if (failure === undefined) return [];
      await time.sleep(firstWaitMs * 2 ** (attempt - 1));
    }
    return failure === undefined ? [] : [failure];
  });
  return failures.flat();
}

async function endOf(work: Promise<unknown>): Promise<string | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    return String(error);
  }
}
