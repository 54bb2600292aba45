// A scan as Step Functions runs it: plan, then the items many at a time, each tried three times, and no failure stops the others.
import { inParallel } from "@orgwatch/core/concurrency";
import type { Log } from "@orgwatch/core/log";
import type { TagPolicy } from "@orgwatch/core/tag-audit/policy";
import { tagPolicyWith } from "@orgwatch/core/tag-audit/policy";
import type { ViolationTable } from "@orgwatch/core/tag-audit/violation-table";
import { tagAudit } from "../manifest";
import { chooseScope } from "../src/plan/choose-scope";
import { planRun } from "../src/plan/plan-run";
import type { Asked, Batch, RunScope } from "../src/plan/run-input";
import { NoViolationTable } from "../src/scan/calls-at-a-time";
import type { Member } from "../src/scan/member";
import { OutOfTime } from "../src/scan/out-of-time";
import { scanBatch } from "../src/scan/scan-batch";
import type { Time } from "./simulated-aws";
import { entriesOf, type SimulatedAccount } from "./simulated-organization";

export type ScanWorld = {
  readonly time: Time;
  readonly accounts: readonly SimulatedAccount[];
  readonly table: ViolationTable;
  readonly member: (accountId: string) => Member;
  readonly random: () => number;
  readonly policy?: TagPolicy;
  readonly people?: ReadonlySet<string>;
};

/** Everybody needs `department`. */
export const departmentPolicy = tagPolicyWith({
  schemes: [
    {
      name: "everybody",
      accounts: [],
      organizationalUnits: [],
      require: [{ key: "department", ignoreCase: false }],
    },
  ],
});

const attempts = 3;
const lambdaMs = 600_000;
/** A log that nobody reads. */
export const silent: Log = { info: () => {}, warn: () => {}, error: () => {}, with: () => silent };

export type PlannedScan = { readonly scope: RunScope; readonly items: readonly Batch[] };

/** Plans a run now, in all regions that any of the accounts has. */
export function planned({ accounts, time, policy = departmentPolicy }: ScanWorld, asked: Asked = {}) {
  const regions = [...new Set(accounts.flatMap((account) => Object.keys(account.regions)))];
  const runId = time.now().toISOString();
  const scope: RunScope = {
    runId,
    ...chooseScope(entriesOf(accounts), regions, asked, policy),
    people: false,
  };
  const { items } = planRun(scope, [], { concurrency: tagAudit.concurrency });
  return { scope, items };
}

/** Runs the items of a plan; called again with the same plan, it is the same run that goes on. Answers how many items failed for good. */
export async function runItems(world: ScanWorld, { scope, items }: PlannedScan): Promise<number> {
  const failed = await inParallel(items, tagAudit.concurrency, (item) => runItem(world, scope, item));
  return failed.filter((one) => one).length;
}

async function runItem(world: ScanWorld, { regions }: RunScope, item: Batch): Promise<boolean> {
  const { time, accounts, table, member, random, policy = departmentPolicy, people } = world;
  const entries = new Map(entriesOf(accounts).map((entry) => [entry.accountId, entry]));
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    try {
      await scanBatch(item.accounts, {
        runId: item.runId,
        regions,
        policy,
        table,
        accounts: async (accountId) => entries.get(accountId),
        member,
        people,
        now: time.now,
        sleep: time.sleep,
        random,
        deadline: new Date(time.now().getTime() + lambdaMs),
        log: silent,
      });
      return false;
    } catch (error) {
      if (!(error instanceof NoViolationTable || error instanceof OutOfTime)) throw error;
      await time.sleep(5000 * 2 ** attempt);
    }
  }
  return true;
}
