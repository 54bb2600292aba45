import { newClock } from "../clock";
import { startSchedules } from "../lambda-host/schedules";
import type { DeployedLambda } from "../wiring/deployment";
import { newAlarmWatch } from "./alarm-watch";
import { heartbeatAlarms } from "./manifest-alarms";
import { newMetrics } from "./metrics";
import { passTime, stopsOn } from "./pass-time";
import { nine } from "./sample-alarm";

const schedules: (() => void)[] = [];
afterEach(() => {
  for (const stop of schedules.splice(0)) stop();
});

const minutes = (count: number) => count * 60_000;

describe("the stops on the way", () => {
  it.each([
    ["a whole hour", 0, 15, [5, 10, 15]],
    ["from between", 7, 10, [10, 15, 17]],
    ["to a whole one", 7, 8, [10, 15]],
    ["a short way", 7, 1, [8]],
    ["no way at all", 7, 0, [7]],
  ])("are each whole five minutes and the end: %s", (_, from, length, expected) => {
    expect(stopsOn(minutes(from), minutes(length))).toEqual(expected.map(minutes));
  });

  it.each([-1, Number.NaN])("lead forwards only, not by %p ms", (milliseconds) => {
    expect(() => stopsOn(0, milliseconds)).toThrow(`Time passes forwards only, not by ${milliseconds} ms`);
  });
});

it("does at each stop what time brings, one thing after the other", async () => {
  const done: string[] = [];
  const clock = newClock(() => minutes(3));
  clock.subscribe(() => done.push(`clock ${clock.now().getTime() / 60_000}`));
  const step = (name: string) => async () => {
    done.push(`${name} begins`);
    await Promise.resolve();
    done.push(`${name} ends`);
  };
  await passTime(minutes(4), {
    clock,
    releaseDue: step("release"),
    idle: step("idle"),
    evaluateAlarms: step("alarms"),
  });
  const all = ["release", "idle", "alarms", "idle"].flatMap((name) => [`${name} begins`, `${name} ends`]);
  expect(done).toEqual(["clock 5", ...all, "clock 7", ...all]);
});

describe("a heartbeat every five minutes", () => {
  // The alarms' own time is the same whether the sandbox starts with a period, in it or at its very end, and however long the work takes.
  const starts = [0, 1, 150_000, 299_000, 299_999];
  const works = [0, 20, 9_000, 45_000];
  const cases = starts.flatMap((start) => works.map((work) => [start, work] as const));

  it.each(cases)(
    "never looks lost while it arrives (start %d ms into a period, work of %d ms)",
    async (start, work) => {
      const { pass, changes } = world({ start, work, isLost: () => false });
      await pass(24 * 60);
      expect(changes).toEqual([]);
    },
  );

  it.each(cases)(
    "is not missed when one is lost (start %d ms into a period, work of %d ms)",
    async (start, work) => {
      const { pass, changes } = world({
        start,
        work,
        isLost: (stop, sent) => stop === "slack" && sent % 4 === 3,
      });
      await pass(24 * 60);
      expect(changes).toEqual([]);
    },
  );

  it.each(cases)(
    "is missed when the second in a row is lost (start %d ms into a period, work of %d ms)",
    async (start, work) => {
      // Of the whole five minutes, those at 9:30 and 9:35 are lost.
      const lost = [nine + minutes(30), nine + minutes(35)];
      const { pass, changes } = world({
        start,
        work,
        isLost: (stop, _, at) =>
          stop === "slack" && lost.some((time) => at >= time && at < time + minutes(5)),
      });
      await pass(120);
      expect(changes).toEqual([
        "orgwatch-heartbeat-slack ALARM at 9:40",
        "orgwatch-heartbeat-slack OK at 9:45",
      ]);
    },
  );

  it("is missed at the first stop when its schedule stops", async () => {
    const { pass, changes, stopSchedules } = world({ start: 0, work: 20, isLost: () => false });
    await pass(20);
    // The one of 9:20 was the last.
    stopSchedules();
    await pass(40);
    expect(changes).toEqual(["orgwatch-heartbeat-sent ALARM at 9:35"]);
  });
});

type World = {
  /** Milliseconds after nine. */
  readonly start: number;
  /** Real milliseconds that each stop's work takes. */
  readonly work: number;
  /** `sent` counts the heartbeats, `at` is when it was sent. */
  readonly isLost: (stop: string, sent: number, at: number) => boolean;
};

/** A schedule, lambdas that count heartbeats, and the alarms; real time passes only by work. */
function world({ start, work, isLost }: World) {
  let real = nine + start;
  const clock = newClock(() => real);
  const metrics = newMetrics();
  const changes: string[] = [];
  const watch = newAlarmWatch({
    definitions: heartbeatAlarms(["us-west-2"], "111122223333"),
    metrics,
    now: clock.now,
    measureQueues: async () => [],
    publish: async (_, { body }) => {
      const time = clock.now().toISOString().slice(12, 16);
      changes.push(`${body.AlarmName} ${body.NewStateValue} at ${time}`);
    },
  });
  let sent = 0;
  const atStop = (Stop: string) => ({
    region: "us-west-2",
    namespace: "Orgwatch",
    name: "HeartbeatSeen",
    dimensions: { service: "orgwatch", Stop },
  });
  const stopSchedules = startSchedules(
    [lambda],
    () => {
      sent += 1;
      const at = clock.now();
      for (const [index, stop] of ["sent", "notifier", "slack", "pager", "pagerduty"].entries())
        if (!isLost(stop, sent, at.getTime()))
          metrics.add({ metric: atStop(stop), value: 1, at: new Date(at.getTime() + (index * work) / 5) });
    },
    clock,
  );
  const idle = async () => {
    real += work / 2;
  };
  const pass = (count: number) =>
    passTime(minutes(count), {
      clock,
      releaseDue: async () => undefined,
      idle,
      evaluateAlarms: watch.evaluate,
    });
  schedules.push(stopSchedules);
  return { pass, changes, stopSchedules };
}

const lambda: DeployedLambda = {
  name: "heartbeat",
  functionName: "orgwatch-heartbeat",
  functionArn: "arn:aws:lambda:us-west-2:111122223333:function:orgwatch-heartbeat",
  accountId: "111122223333",
  region: "us-west-2",
  handler: "index.handler",
  runtime: "nodejs22.x",
  timeoutSeconds: 30,
  memoryMb: 128,
  roleName: "orgwatch-heartbeat-us-west-2",
  environment: {},
  sources: [],
  schedules: [{ name: "often", expression: "rate(5 minutes)" }],
  onEvents: [],
  routes: [],
};
