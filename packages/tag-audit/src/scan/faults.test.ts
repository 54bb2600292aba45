// A scan in bad weather: throttles, lost connections, accounts and regions that refuse, and a process that dies anywhere.
import type { Violation } from "@orgwatch/core/tag-audit/violation";
import { memoryViolations } from "@orgwatch/core/testing/memory-violations";
import { seeded } from "@orgwatch/core/testing/seeded";
import { virtualTime } from "@orgwatch/core/testing/virtual-time";
import { type PlannedScan, planned, runItems } from "../../testing/run-scan";
import { simulatedAws } from "../../testing/simulated-aws";
import {
  accountIdOf,
  type SimulatedAccount,
  simulatedAccounts,
  simulatedInstance,
  simulatedMembers,
  simulatedTable,
} from "../../testing/simulated-organization";

const start = new Date("2030-01-07T09:00:00Z");
const regions = ["eu-west-1", "me-south-1", "us-east-1"];

it.each([1, 2, 3])(
  "records every violation and names every region that cannot be read, killed half-way (seed %i)",
  async (seed) => {
    const accounts = simulatedAccounts(30, regions, 6, start).map((account, index): SimulatedAccount => {
      if (index === 7) return { ...account, noRole: true };
      if (index === 11)
        return { ...account, regions: { ...account.regions, "us-east-1": refused("UnauthorizedOperation") } };
      return index % 3 === 0
        ? { ...account, regions: { ...account.regions, "me-south-1": refused("AuthFailure") } }
        : account;
    });
    const stored = memoryViolations();
    const random = seeded(seed);
    const process = (at: Date) => {
      const time = virtualTime(at);
      const aws = simulatedAws(time, { latencyMs: 50, throttled: 0.2, reset: 0.02, random });
      const member = simulatedMembers(aws, accounts);
      return { time, aws, accounts, random, member, table: simulatedTable(aws, stored) };
    };

    const dying = process(start);
    const plan = planned(dying);
    dying.aws.killAt(650, "before", () => true);
    await expect(dying.time.run(runItems(dying, plan))).rejects.toThrow("stands still");
    const halfWay = stored.violations().length;

    const again = process(new Date(start.getTime() + 600_000));
    const failed = await again.time.run(runItems(again, plan));
    const cells = stored.lastCells();
    const readable = cells.filter(({ result }) => result === "ok");

    expect({
      half: halfWay > 50 && halfWay < 220,
      failed,
      unread: cells.filter(({ result }) => result !== "ok").map(lineOf),
      violations: stored.violations().map(({ violationId }) => violationId),
      counts: readable.every(({ instances, violations }) => instances === 6 && violations === 3),
      cells: cells.length,
    }).toEqual({
      half: true,
      failed: 0,
      unread: accounts.flatMap((account, index) =>
        regions.flatMap((region) => expectedLine(account.accountId, region, index)),
      ),
      violations: readable
        .flatMap(({ accountId, region }) => [0, 2, 4].map((n) => idOf(accountId, region, n)))
        .toSorted(),
      counts: true,
      cells: 90,
    });
  },
  60_000,
);

it("ends the same wherever it is killed at the table, before or after the write, and run again", async () => {
  const undisturbed = await secondRun();
  expect(undisturbed.violations.map(({ violationId, status }) => `${violationId} ${status}`)).toEqual([
    `${idOf(accountIdOf(0), "eu-west-1", 0)} mended`,
    `${idOf(accountIdOf(0), "eu-west-1", 1)} gone`,
    `${idOf(accountIdOf(0), "eu-west-1", 2)} open`,
    `${idOf(accountIdOf(0), "us-east-1", 3)} open`,
    `${idOf(accountIdOf(0), "us-east-1", 4)} open`,
  ]);
  for (const when of ["before", "after"] as const)
    for (let number = 1; number <= undisturbed.tableCalls; number += 1) {
      const { violations, cells } = await secondRun({ number, when });
      expect({ number, when, violations, cells }).toEqual({
        number,
        when,
        violations: undisturbed.violations,
        cells: undisturbed.cells,
      });
    }
});

it("reads no region again that its run has read, and one that failed once more", async () => {
  const [account] = simulatedAccounts(1, ["eu-west-1", "us-east-1"], 2, start);
  if (account === undefined) throw new Error("there is one account");
  const failing = {
    ...account,
    regions: { ...account.regions, "us-east-1": refused("UnauthorizedOperation") },
  };
  const time = virtualTime(start);
  const stored = memoryViolations();
  const run = async (accounts: SimulatedAccount[], plan?: PlannedScan) => {
    const aws = simulatedAws(time, { latencyMs: 50, throttled: 0, reset: 0, random: seeded(1) });
    const member = simulatedMembers(aws, accounts);
    const world = { time, accounts, member, random: seeded(1), table: simulatedTable(aws, stored) };
    const same = plan ?? planned(world);
    await time.run(runItems(world, same));
    const results = stored.lastCells().map((cell) => `${cell.region} ${cell.result}`);
    return { plan: same, results, reads: aws.counts().DescribeInstances };
  };
  const first = await run([failing]);
  const second = await run([account], first.plan);
  const third = await run([account], first.plan);
  expect([first, second, third].map(({ results, reads }) => [...results, reads])).toEqual([
    ["eu-west-1 ok", "us-east-1 failed", 2],
    ["eu-west-1 ok", "us-east-1 ok", 1],
    ["eu-west-1 ok", "us-east-1 ok", undefined],
  ]);
});

/** Six hours after a first run one violation is mended, one instance gone, and one is new; the second run may be killed. */
async function secondRun(death?: { readonly number: number; readonly when: "before" | "after" }) {
  const accountId = accountIdOf(0);
  const one = (region: string, number: number, tags: Record<string, string> = {}) =>
    simulatedInstance(accountId, region, number, start, { tags });
  const stored = memoryViolations();
  const eu = [one("eu-west-1", 0), one("eu-west-1", 1), one("eu-west-1", 2)];
  const first = worldAt(start, stored, [
    {
      accountId,
      regions: { "eu-west-1": { instances: eu }, "us-east-1": { instances: [one("us-east-1", 3)] } },
    },
  ]);
  await first.clock.run(runItems(first, planned(first)));
  const tagged = [one("eu-west-1", 0, { department: "web" }), one("eu-west-1", 2)];
  const us = [one("us-east-1", 3), one("us-east-1", 4)];
  const accounts = [
    { accountId, regions: { "eu-west-1": { instances: tagged }, "us-east-1": { instances: us } } },
  ];
  const later = new Date(start.getTime() + 6 * 3_600_000);
  const second = worldAt(later, stored, accounts);
  const plan = planned(second);
  if (death) {
    second.aws.killAt(death.number, death.when, isTableCall);
    await expect(second.clock.run(runItems(second, plan))).rejects.toThrow("stands still");
    const again = worldAt(later, stored, accounts);
    await again.clock.run(runItems(again, plan));
  } else await second.clock.run(runItems(second, plan));
  const { GetItem = 0, PutItem = 0, Query = 0 } = second.aws.counts();
  return {
    tableCalls: GetItem + PutItem + Query,
    violations: stored.violations().map(({ revision: _, ...rest }): Omit<Violation, "revision"> => rest),
    cells: stored.lastCells(),
  };
}

/** A process whose clock shows one time, so that two runs can be compared. */
function worldAt(at: Date, stored: ReturnType<typeof memoryViolations>, accounts: SimulatedAccount[]) {
  const clock = virtualTime(at);
  const aws = simulatedAws(clock, { latencyMs: 50, throttled: 0, reset: 0, random: seeded(1) });
  const time = { now: () => at, sleep: clock.sleep };
  const member = simulatedMembers(aws, accounts);
  return { clock, time, aws, accounts, member, random: seeded(1), table: simulatedTable(aws, stored) };
}

const isTableCall = (name: string) => ["GetItem", "PutItem", "Query"].includes(name);
const refused = (refusal: string) => ({ instances: [], refusal });
const idOf = (accountId: string, region: string, number: number) =>
  `${accountId}/${region}/i-${String(number).padStart(17, "0")}`;

function lineOf(cell: { accountId: string; region: string; result: string; reason?: string | undefined }) {
  return `${cell.accountId} ${cell.region} ${cell.result}: ${cell.reason}`;
}

function expectedLine(accountId: string, region: string, index: number): string[] {
  const place = `${accountId} ${region}`;
  const arn = `arn:aws:iam::${accountId}:role/tag-auditor`;
  const noRole = `The role does not exist or does not trust us: ${arn}`;
  if (index === 7)
    return [
      `${place} failed: ReadRefused: ${noRole} (RoleRefused: ${noRole} (AccessDenied: not authorized to perform: sts:AssumeRole))`,
    ];
  if (index === 11 && region === "us-east-1")
    return [
      `${place} failed: ReadRefused: account ${accountId} does not let its instances be read in ${region} (UnauthorizedOperation: EC2 says no)`,
    ];
  if (index % 3 === 0 && region === "me-south-1")
    return [
      `${place} skipped: NotOptedIn: account ${accountId} has not switched on ${region} (AuthFailure: EC2 says no)`,
    ];
  return [];
}
