import { newClock } from "../clock";
import type { DeployedLambda } from "../wiring/deployment";
import { nextDue, periodOf, startSchedules } from "./schedules";

it.each([
  ["rate(1 minute)", 60_000],
  ["rate(15 minutes)", 900_000],
  ["rate(1 hour)", 3_600_000],
  ["rate(2 days)", 172_800_000],
  ["rate(60 days)", 5_184_000_000],
])("%s comes every %d ms", (expression, expected) => {
  expect(periodOf({ name: "s", expression })).toBe(expected);
});

it.each(["cron(0 9 * * ? *)", "rate(0 hours)", "rate(1 week)", "hourly"])("refuses %s", (expression) => {
  expect(() => periodOf({ name: "s", expression })).toThrow(
    `The schedule s is ${expression}; the sandbox honours rate(…) schedules only`,
  );
});

const minute = 60_000;

it.each([
  ["at the next whole five minutes", { start: 7, rate: 5, now: 7 }, 10],
  ["five minutes later, however late it ran", { start: 7, rate: 5, now: 14.9 }, 15],
  ["at the next one when it is due right now", { start: 7, rate: 5, now: 10 }, 15],
  ["once when several were missed", { start: 7, rate: 5, now: 61 }, 65],
  ["every minute", { start: 7.5, rate: 1, now: 7.5 }, 8],
  ["an hour later, not at the next full hour", { start: 59, rate: 60, now: 59 }, 115],
])("a schedule is due %s", (_, { start, rate, now }, expected) => {
  expect(nextDue(start * minute, rate * minute, now * minute)).toBe(expected * minute);
});

it("runs at the start, and once for each five minutes that are skipped", () => {
  const clock = newClock(() => 7 * minute);
  const runs: [string, number][] = [];
  const end = startSchedules(
    [
      {
        ...lambda,
        schedules: [
          { name: "often", expression: "rate(5 minutes)" },
          { name: "hourly", expression: "rate(1 hour)" },
        ],
      },
    ],
    (_, { name }) => runs.push([name, clock.now().getTime() / minute]),
    clock,
  );
  for (const minutes of [2, 1, 5, 0, 5, 45, 1, 30]) clock.advance(minutes * minute);
  end();
  clock.advance(60 * minute);
  expect(runs).toEqual([
    ["often", 7],
    ["hourly", 7],
    ["often", 10],
    ["often", 15],
    ["often", 20],
    ["often", 65],
    ["hourly", 65],
    ["often", 96],
  ]);
});

const lambda: DeployedLambda = {
  name: "beat",
  functionName: "orgwatch-beat",
  functionArn: "arn:aws:lambda:us-west-2:111122223333:function:orgwatch-beat",
  accountId: "111122223333",
  region: "us-west-2",
  handler: "index.handler",
  runtime: "nodejs22.x",
  timeoutSeconds: 5,
  memoryMb: 128,
  roleName: "orgwatch-beat-us-west-2",
  environment: {},
  sources: [],
  schedules: [],
  onEvents: [],
  routes: [],
};
