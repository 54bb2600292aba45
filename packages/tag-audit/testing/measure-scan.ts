// Scans the organization of speed.test.ts in a process of its own, whose memory it prints: all workers and the simulated AWS together.
import { memoryViolations } from "@orgwatch/core/testing/memory-violations";
import { seeded } from "@orgwatch/core/testing/seeded";
import { virtualTime } from "@orgwatch/core/testing/virtual-time";
import { planned, runItems } from "./run-scan";
import { simulatedAws } from "./simulated-aws";
import { simulatedAccounts, simulatedMembers, simulatedTable } from "./simulated-organization";

const start = new Date("2030-01-07T09:00:00Z");
const regions = ["eu-central-1", "eu-west-1", "us-east-1", "us-east-2", "us-west-2"];
const time = virtualTime(start);
const random = seeded(7);
const aws = simulatedAws(time, { latencyMs: 50, throttled: 0, reset: 0, random });
const stored = memoryViolations();
const accounts = simulatedAccounts(200, regions, 20, start);
const world = {
  time,
  random,
  accounts,
  member: simulatedMembers(aws, accounts),
  table: simulatedTable(aws, stored),
};
const failed = await time.run(runItems(world, planned(world)));
// In kilobytes, from the start of the process: compiling the sources included.
const peakMegabytes = Math.round(process.resourceUsage().maxRSS / 1024);
process.stdout.write(JSON.stringify({ failed, cells: stored.lastCells().length, peakMegabytes }));
