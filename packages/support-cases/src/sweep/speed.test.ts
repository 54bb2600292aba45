// How fast a sweep is, beside a plain one that does one thing after another; and whether a large organization gets through at all.
import { memoryCases } from "@orgwatch/core/testing/memory-cases";
import { seeded } from "@orgwatch/core/testing/seeded";
import { virtualTime } from "@orgwatch/core/testing/virtual-time";
import { awsCalls, bucketOf } from "../../testing/call-aws";
import { planned, runItems } from "../../testing/run-sweep";
import {
  type SimulatedAccount,
  simulatedAccounts,
  simulatedSupport,
  simulatedTable,
} from "../../testing/simulated-organization";
import { callsAtATime } from "./sweep-account";
import type { Asked } from "./sweep-input";

const start = new Date("2030-01-07T09:00:00Z");
const latencyMs = 40;

function worldOf(accounts: readonly SimulatedAccount[], throttled = false) {
  const time = virtualTime(start);
  const random = seeded(7);
  const aws = awsCalls(time, { latencyMs, throttled: 0, reset: 0, random });
  const stored = memoryCases();
  const buckets = new Map(accounts.map(({ accountId }) => [accountId, bucketOf({ burst: 3, perSecond: 1 })]));
  const support = simulatedSupport(
    aws,
    accounts,
    throttled
      ? {
          sts: bucketOf({ burst: 100, perSecond: 50 }),
          support: (accountId) => buckets.get(accountId) ?? (() => false),
        }
      : {},
  );
  return { time, random, aws, stored, accounts, support, table: simulatedTable(aws, stored) };
}

/** As the seed did it: a session, the cases, and one write for each of them, all one after another. */
async function plainSweep({ support, table, accounts, time }: ReturnType<typeof worldOf>) {
  for (const { accountId } of accounts)
    for await (const page of support(accountId).describeCases({}))
      for (const facts of page)
        await table.putCase({ ...facts, accountId, readAt: time.now().toISOString(), communications: 0 });
}

/** Runs it and answers what it took. */
async function measure(world: ReturnType<typeof worldOf>, work: Promise<unknown>) {
  await world.time.run(work);
  return {
    ms: world.time.now().getTime() - start.getTime(),
    calls: world.aws.total(),
    peak: world.aws.peak(),
  };
}

it("reads 40 accounts with 10 cases each more than 30 times as fast as one after another, with their conversations", async () => {
  const accounts = simulatedAccounts(40, 10, start);
  const plainWorld = worldOf(accounts);
  const plain = await measure(plainWorld, plainSweep(plainWorld));
  const world = worldOf(accounts);
  const sweep = await measure(world, runItems(world, planned(world)));
  const boundMs = (sweep.calls / sweep.peak) * latencyMs;
  console.info(
    `one after another: ${plain.calls} calls, ${plain.ms} ms; sweep: ${sweep.calls} calls, at most ${sweep.peak} at a time, ` +
      `${sweep.ms} ms, ${(plain.ms / sweep.ms).toFixed(1)} times as fast, ${(sweep.ms / boundMs).toFixed(2)} times the bound of ${boundMs} ms`,
  );
  expect({
    plainCalls: plain.calls,
    calls: world.aws.counts(),
    peak: sweep.peak,
    fast: plain.ms / sweep.ms >= 30,
    nearTheBound: sweep.ms <= 1.5 * boundMs,
    cases: world.stored.cases().length,
    told: world.stored.cases().every(({ communications }) => communications === 2),
  }).toEqual({
    plainCalls: 480,
    calls: {
      GetItem: 80,
      AssumeRole: 40,
      Query: 40,
      DescribeCases: 80,
      DescribeCommunications: 400,
      PutItem: 1240,
    },
    peak: 40 * callsAtATime,
    fast: true,
    nearTheBound: true,
    cases: 400,
    told: true,
  });
});

it("gets through 5,000 accounts that AWS throttles, and knows what became of each", async () => {
  const accounts = simulatedAccounts(5000, 2, start).map((account, index) => ({
    ...account,
    noRole: index % 50 === 0,
    noPlan: index % 50 === 1,
  }));
  const world = worldOf(accounts, true);
  const run = async (asked: Asked) => {
    const took = await measure(world, runItems(world, planned(world, asked)));
    const results = await Promise.all(accounts.map(({ accountId }) => world.stored.accountResult(accountId)));
    const counts: Record<string, number> = {};
    for (const { result } of results.filter((one) => one !== undefined))
      counts[result] = (counts[result] ?? 0) + 1;
    console.info(`5,000 accounts: ${took.calls} calls and ${Math.round(took.ms / 1000)} s so far`, counts);
    const throttled = results.filter((one) => one?.result === "throttled");
    return { counts, throttled: throttled.map((one) => one?.accountId ?? "") };
  };
  const first = await run({});
  const second = await run({ accounts: first.throttled });
  expect({
    accountedFor: Object.values(first.counts).reduce((sum, count) => sum + count, 0),
    fewThrottled: first.throttled.length < 10,
    second: second.counts,
    cases: world.stored.cases().length,
    withinTheHour: world.time.now().getTime() - start.getTime() < 3600_000,
  }).toEqual({
    accountedFor: 5000,
    fewThrottled: true,
    second: { ok: 4800, "no-role": 100, "not-entitled": 100 },
    cases: 9600,
    withinTheHour: true,
  });
}, 120_000);
