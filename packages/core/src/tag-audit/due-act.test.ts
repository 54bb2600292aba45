import { dueAct, nextOf, stageOf } from "./due-act";
import { act, after, policy, violation } from "./testing/samples";
import type { Violation } from "./violation";

/** The standard delays: warn after 24 hours, stop after 96, terminate after 336. */
function told(part: Parameters<typeof violation>[0], hours: number, rules = policy()) {
  const one = violation(part);
  const now = after(hours);
  return { due: dueAct(one, rules, now), next: nextOf(one, rules, now), stage: stageOf(one, rules, now) };
}

const at = (hours: number) => after(hours).toISOString();
const warned = act("warn", 24);
const stopped = act("stop", 96);
const off = { state: "stopped" } as const;
/** Its violation was seen as soon as it was created. */
const fresh = { instance: { createdAt: at(0) } };

it.each<[string, Parameters<typeof violation>[0], number, ReturnType<typeof told>]>([
  [
    "nothing in the grace period",
    fresh,
    0.7,
    { due: undefined, next: { stage: "report", at: at(0.75) }, stage: undefined },
  ],
  [
    "nothing after it but the report",
    fresh,
    0.75,
    { due: undefined, next: { stage: "warn", at: at(24) }, stage: "report" },
  ],
  [
    "the report at once of an instance that is older, as on a first run",
    {},
    0,
    { due: undefined, next: { stage: "warn", at: at(24) }, stage: "report" },
  ],
  [
    "a warning",
    {},
    24,
    { due: { stage: "warn", dueAt: at(24) }, next: { stage: "warn", at: at(24) }, stage: "report" },
  ],
  [
    "the warning first, however late it is",
    {},
    1000,
    { due: { stage: "warn", dueAt: at(24) }, next: { stage: "warn", at: at(24) }, stage: "report" },
  ],
  [
    "nothing between warning and stop",
    { acts: [warned] },
    95.9,
    { due: undefined, next: { stage: "stop", at: at(96) }, stage: "warn" },
  ],
  [
    "a stop",
    { acts: [warned] },
    96,
    { due: { stage: "stop", dueAt: at(96) }, next: { stage: "stop", at: at(96) }, stage: "warn" },
  ],
  [
    "a late warning shifts the stop",
    { acts: [act("warn", 100)] },
    171.9,
    { due: undefined, next: { stage: "stop", at: at(172) }, stage: "warn" },
  ],
  [
    "a warning that failed, or whose end nobody knows, is none",
    { acts: [act("warn", 24, { outcome: "failed" }), act("warn", 30, { outcome: undefined })] },
    96,
    { due: { stage: "warn", dueAt: at(24) }, next: { stage: "warn", at: at(24) }, stage: "report" },
  ],
  [
    "a warning of an earlier violation is none",
    { acts: [act("warn", -1)] },
    96,
    { due: { stage: "warn", dueAt: at(24) }, next: { stage: "warn", at: at(24) }, stage: "report" },
  ],
  [
    "nothing between stop and termination",
    { acts: [warned, stopped], instance: off },
    335,
    { due: undefined, next: { stage: "terminate", at: at(336) }, stage: "stop" },
  ],
  [
    "a termination",
    { acts: [warned, stopped], instance: off },
    336,
    {
      due: { stage: "terminate", dueAt: at(336) },
      next: { stage: "terminate", at: at(336) },
      stage: "stop",
    },
  ],
  [
    "a late stop shifts the termination",
    { acts: [warned, act("stop", 200, { outcome: "found-done" })], instance: off },
    439,
    { due: undefined, next: { stage: "terminate", at: at(440) }, stage: "stop" },
  ],
  [
    "a stop again, when somebody started the instance",
    { acts: [warned, stopped], stage: "stop" },
    200,
    { due: { stage: "stop", dueAt: at(96) }, next: { stage: "stop", at: at(96) }, stage: "stop" },
  ],
  [
    "the termination counts on from the first stop",
    { acts: [warned, stopped, act("stop", 200)] },
    336,
    {
      due: { stage: "terminate", dueAt: at(336) },
      next: { stage: "terminate", at: at(336) },
      stage: "stop",
    },
  ],
  [
    "no stop before it is due, although the owner stopped the instance",
    { acts: [warned], instance: off, foundStoppedAt: at(0) },
    95,
    { due: undefined, next: { stage: "stop", at: at(96) }, stage: "warn" },
  ],
  [
    "no stop for an instance that its owner stopped",
    { acts: [warned], instance: off, foundStoppedAt: at(0) },
    96,
    { due: undefined, next: { stage: "terminate", at: at(336) }, stage: "stop" },
  ],
  [
    "a stop, when somebody starts an instance that its owner had stopped; it has come as far as it had",
    { acts: [warned], stage: "stop" },
    200,
    { due: { stage: "stop", dueAt: at(96) }, next: { stage: "stop", at: at(96) }, stage: "stop" },
  ],
  [
    "a termination counts from when it was found stopped, not from when that was due",
    { acts: [warned], instance: off, foundStoppedAt: at(300) },
    336,
    { due: undefined, next: { stage: "terminate", at: at(540) }, stage: "stop" },
  ],
])("tells %s", (_, part, hours, expected) => {
  expect(told(part, hours)).toEqual(expected);
});

it("goes no further than the policy", () => {
  const far = { acts: [warned, stopped], instance: off };
  const nothing = { due: undefined, next: undefined };
  expect(told({}, 500, policy({ upTo: "report" }))).toEqual({ ...nothing, stage: "report" });
  expect(told({ acts: [warned] }, 500, policy({ upTo: "warn" }))).toEqual({ ...nothing, stage: "warn" });
  expect(told(far, 500, policy({ upTo: "stop" }))).toEqual({ ...nothing, stage: "stop" });
});

it("stops an instance again where the policy goes no further than that", () => {
  expect(told({ acts: [warned, stopped] }, 500, policy({ upTo: "stop" })).due).toEqual({
    stage: "stop",
    dueAt: at(96),
  });
});

it("leaves an instance alone that is younger than the grace period, whenever its violation was seen", () => {
  const young = { instance: { createdAt: at(24) } };
  expect(told(young, 24.7)).toEqual({
    due: undefined,
    next: { stage: "report", at: at(24.75) },
    stage: undefined,
  });
});

it("does not count from the launch, which is new after each start", () => {
  expect(told({ instance: { launchedAt: at(95) }, acts: [warned] }, 96).due).toEqual({
    stage: "stop",
    dueAt: at(96),
  });
});

it("counts hours over a change to summer time as hours", () => {
  // On 2030-03-31 Europe's clocks go forward; the seed read UTC as local time.
  const firstSeenAt = "2030-03-30T12:00:00.000Z";
  const one = violation({ firstSeenAt });
  const before = new Date("2030-03-31T11:59:59.999Z");
  const then = new Date("2030-03-31T12:00:00.000Z");
  expect([dueAct(one, policy(), before), dueAct(one, policy(), then)]).toEqual([
    undefined,
    { stage: "warn", dueAt: then.toISOString() },
  ]);
});

it.each<Violation["status"]>(["mended", "gone", "exempt", "terminated"])(
  "does nothing when it is %s",
  (status) => {
    expect(told({ status, acts: [warned] }, 500)).toEqual({ due: undefined, next: undefined, stage: "warn" });
  },
);

it("tells people of nothing that will not come", () => {
  const kept = { instance: { keeper: { kind: "eks", name: "prod" } } } as const;
  expect(told(kept, 10).next).toBeUndefined();
  expect(told(kept, 10, policy({ actOnKept: ["eks"] })).next).toEqual({ stage: "warn", at: at(24) });
});
