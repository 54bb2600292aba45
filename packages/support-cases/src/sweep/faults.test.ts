// A sweep in bad weather: throttles, lost connections, accounts that refuse, and a process that dies half-way.
import { memoryCases } from "@orgwatch/core/testing/memory-cases";
import { seeded } from "@orgwatch/core/testing/seeded";
import { virtualTime } from "@orgwatch/core/testing/virtual-time";
import { awsCalls } from "../../testing/call-aws";
import { planned, runItems } from "../../testing/run-sweep";
import {
  accountIdOf,
  entriesOf,
  simulatedAccounts,
  simulatedSupport,
  simulatedTable,
} from "../../testing/simulated-organization";
import { countResults } from "./count-results";

const start = new Date("2030-01-07T09:00:00Z");

it.each([1, 2])(
  "stores every reachable case and names every unreachable account, killed half-way (seed %i)",
  async (seed) => {
    const accounts = simulatedAccounts(200, 5, start).map((account, index) => ({
      ...account,
      noRole: index % 20 === 7,
      noPlan: index === 11,
    }));
    const stored = memoryCases();
    const random = seeded(seed);
    const process = (at: Date) => {
      const time = virtualTime(at);
      const aws = awsCalls(time, { latencyMs: 40, throttled: 0.2, reset: 0.01, random });
      const support = simulatedSupport(aws, accounts);
      return { time, aws, accounts, random, support, table: simulatedTable(aws, stored) };
    };

    const dying = process(start);
    const plan = planned(dying);
    dying.aws.killAfter(2800);
    await expect(dying.time.run(runItems(dying, plan))).rejects.toThrow("stands still");
    const halfWay = { cases: stored.cases().length, ok: (await results()).filter(isOk).length };

    const again = process(new Date(start.getTime() + 600_000));
    expect(await again.time.run(runItems(again, plan))).toBe(0);
    const after = await results();
    const unreachable = accounts.filter(({ noRole, noPlan }) => noRole || noPlan);
    const reachable = accounts.filter(({ noRole, noPlan }) => !noRole && !noPlan);

    expect({
      half: halfWay.cases > 100 && halfWay.cases < 900 && halfWay.ok > 0 && halfWay.ok < 180,
      cases: stored
        .cases()
        .map(({ caseId }) => caseId)
        .toSorted(),
      whole: await whole(),
      named: after
        .filter((one) => !isOk(one))
        .map((one) => `${one?.accountId} ${one?.result}: ${one?.reason}`),
      counts: counted(after, plan.startedAt),
    }).toEqual({
      half: true,
      cases: reachable.flatMap(({ cases }) => [...cases.keys()]).toSorted(),
      whole: true,
      named: unreachable.map(({ accountId, noRole }) =>
        noRole ? reasonWithoutRole(accountId) : reasonWithoutPlan(accountId),
      ),
      counts: { ok: 189, "no-role": 10, "not-entitled": 1 },
    });

    function results() {
      return Promise.all(accounts.map(({ accountId }) => stored.accountResult(accountId)));
    }
    async function whole() {
      for (const { caseId, communications } of stored.cases())
        if (communications !== 2 || (await stored.conversation(caseId)).length !== 2) return false;
      return true;
    }
    function counted(all: Awaited<ReturnType<typeof results>>, startedAt: string) {
      const swept = entriesOf(accounts).map((entry, index) => ({ entry, result: all[index] }));
      return countResults(swept, { plan: { startedAt, accounts: 200 } }, start).counts;
    }
  },
  60_000,
);

it("reads no account again that its run has read already", async () => {
  const accounts = simulatedAccounts(3, 2, start);
  const time = virtualTime(start);
  const aws = awsCalls(time, { latencyMs: 40, throttled: 0, reset: 0, random: seeded(1) });
  const world = {
    time,
    accounts,
    random: seeded(1),
    support: simulatedSupport(aws, accounts),
    table: simulatedTable(aws, memoryCases()),
  };
  const plan = planned(world, { accounts: [accountIdOf(0), accountIdOf(2)], full: true });
  await time.run(runItems(world, plan));
  const once = aws.total();
  await time.run(runItems(world, plan));
  expect({ first: plan.items.length, again: aws.total() - once }).toEqual({ first: 2, again: 2 });
});

function isOk(one: { readonly result: string } | undefined): boolean {
  return one?.result === "ok";
}

function reasonWithoutRole(accountId: string): string {
  const words = `The role does not exist or does not trust us: arn:aws:iam::${accountId}:role/GetSupportInfoRole`;
  const refused = "AccessDenied: not authorized to perform: sts:AssumeRole";
  return `${accountId} no-role: NoRole: ${words} (RoleRefused: ${words} (${refused}))`;
}

function reasonWithoutPlan(accountId: string): string {
  const refused = "SubscriptionRequiredException: needs a support plan";
  return `${accountId} not-entitled: NotEntitled: account ${accountId} has no support plan with an API (${refused})`;
}
