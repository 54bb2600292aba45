// A sweep as Step Functions runs it: plan, then the items many at a time, each tried three times, and no failure stops the others.
import { inParallel } from "@orgwatch/core/concurrency";
import type { Log } from "@orgwatch/core/log";
import type { CaseTable } from "@orgwatch/core/support-cases/case-table";
import { caseSweep } from "../manifest";
import type { SupportApi } from "../src/support-api";
import { NoCaseTable } from "../src/sweep/calls-at-a-time";
import { OutOfTime } from "../src/sweep/out-of-time";
import { type Plan, planSweep } from "../src/sweep/plan-sweep";
import { sweepBatch } from "../src/sweep/sweep-batch";
import type { Asked, Batch } from "../src/sweep/sweep-input";
import type { CaseCall } from "../src/trail/case-call";
import type { Time } from "./call-aws";
import { entriesOf, type SimulatedAccount } from "./simulated-organization";

export type SweepWorld = {
  readonly time: Time;
  readonly accounts: readonly SimulatedAccount[];
  readonly table: CaseTable;
  readonly support: (accountId: string) => SupportApi;
  readonly random: () => number;
  /** What case-updates was handed. */
  readonly told?: CaseCall[];
};

const attempts = 3;
const lambdaMs = 600_000;
/** A log that nobody reads. */
export const silent: Log = { info: () => {}, warn: () => {}, error: () => {}, with: () => silent };

/** Plans a run now. */
export function planned({ accounts, time }: SweepWorld, asked: Asked = {}): Plan {
  return planSweep(entriesOf(accounts), asked, {
    batch: 10,
    concurrency: caseSweep.concurrency,
    now: time.now(),
  });
}

/** Runs the items of a plan; called again with the same plan, it is the same run that goes on. Answers how many items failed for good. */
export async function runItems(world: SweepWorld, { items }: Plan): Promise<number> {
  const failed = await inParallel(items, caseSweep.concurrency, (item) => runItem(world, item));
  return failed.filter((one) => one).length;
}

async function runItem({ time, table, support, random, told }: SweepWorld, item: Batch): Promise<boolean> {
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    try {
      await sweepBatch(item, {
        cases: table,
        support,
        tell: async (calls) => {
          told?.push(...calls);
        },
        lookbackDays: 60,
        now: time.now,
        sleep: time.sleep,
        random,
        deadline: new Date(time.now().getTime() + lambdaMs),
        log: silent,
      });
      return false;
    } catch (error) {
      if (!(error instanceof NoCaseTable || error instanceof OutOfTime)) throw error;
      await time.sleep(5000 * 2 ** attempt);
    }
  }
  return true;
}
