// How fast a scan is where EC2 throttles each account and region, and whether every account and region is accounted for.
import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { memoryViolations } from "@orgwatch/core/testing/memory-violations";
import { seeded } from "@orgwatch/core/testing/seeded";
import { virtualTime } from "@orgwatch/core/testing/virtual-time";
import { planned, runItems } from "../../testing/run-scan";
import { simulatedAws } from "../../testing/simulated-aws";
import { simulatedAccounts, simulatedMembers, simulatedTable } from "../../testing/simulated-organization";
import { callsAtATime } from "./scan-account";

const start = new Date("2030-01-07T09:00:00Z");
const latencyMs = 50;
const regions = ["eu-central-1", "eu-west-1", "us-east-1", "us-east-2", "us-west-2"];

it("scans 200 accounts in 5 regions with 20 instances each within 1.5 times the bound", async () => {
  const time = virtualTime(start);
  const random = seeded(7);
  const aws = simulatedAws(time, { latencyMs, throttled: 0, reset: 0, random });
  const stored = memoryViolations();
  const accounts = simulatedAccounts(200, regions, 20, start);
  const member = simulatedMembers(aws, accounts);
  const world = { time, random, accounts, member, table: simulatedTable(aws, stored) };
  const plan = planned(world);
  const failed = await time.run(runItems(world, plan));
  const ms = time.now().getTime() - start.getTime();
  // Nothing is faster than all calls, as many at a time as the lanes of all accounts that are read together have room.
  const atATime = 200 * callsAtATime;
  const boundMs = (aws.total() / atATime) * latencyMs;
  console.info(
    `${aws.total()} calls, at most ${aws.peak()} at a time, ${ms} ms, ${(ms / boundMs).toFixed(2)} times the bound of ${boundMs} ms`,
  );
  const cells = stored.lastCells();
  expect({
    failed,
    cells: cells.length,
    read: cells.every(({ result, instances, violations, runId }) =>
      Boolean(result === "ok" && instances === 20 && violations === 10 && runId === plan.scope.runId),
    ),
    violations: stored.violations().length,
    nearTheBound: ms <= 1.5 * boundMs,
    calls: aws.counts(),
  }).toEqual({
    failed: 0,
    cells: 1000,
    read: true,
    violations: 10_000,
    nearTheBound: true,
    calls: {
      AssumeRole: 200,
      DescribeConversionTasks: 1000,
      DescribeInstances: 1000,
      GetItem: 12_000,
      ListAccountAliases: 200,
      PutItem: 11_000,
      Query: 200,
    },
  });
}, 120_000);

it("needs less than 256 MB for it, all workers and the simulated AWS in one process", async () => {
  // As Node.js limits its heap in a lambda of 256 MB.
  const script = resolve(import.meta.dirname, "../../testing/measure-scan.ts");
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--max-old-space-size=160", "--import", "tsx", script],
    { cwd: resolve(import.meta.dirname, "../../../..") },
  );
  const { peakMegabytes, ...rest } = JSON.parse(stdout);
  console.info(`at most ${peakMegabytes} MB, compiling included`);
  expect({ ...rest, little: peakMegabytes < 256 }).toEqual({ failed: 0, cells: 1000, little: true });
}, 120_000);
