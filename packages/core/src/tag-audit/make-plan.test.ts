import { makePlan, type PlanFacts } from "./make-plan";
import { accountId, act, after, cell, policy, violation } from "./testing/samples";
import type { PlannedAct, Violation } from "./violation";

const other = "222222222222";
const warned = [act("warn", 24)];

function facts(part: Partial<PlanFacts> = {}): PlanFacts {
  return {
    runId: "run-1",
    now: after(100),
    violations: [],
    cells: [cell(), cell({ accountId: other })],
    expectedCells: [accountId, other].map((id) => ({ accountId: id, region: "eu-west-1" })),
    policy: policy(),
    actsOfThisRun: [],
    ...part,
  };
}

function planned(of: Violation, stage: PlannedAct["stage"], hours: number): PlannedAct {
  return {
    violationId: of.violationId,
    accountId: of.instance.accountId,
    region: "eu-west-1",
    instanceId: of.instance.instanceId,
    stage,
    firstSeenAt: of.firstSeenAt,
    dueAt: after(hours).toISOString(),
    problems: ["department is missing"],
  };
}

const first = violation({ instance: { instanceId: "i-1" }, acts: warned });
const second = violation({ instance: { instanceId: "i-2" } });
const third = violation({
  instance: { instanceId: "i-0", accountId: other, state: "stopped" },
  acts: [act("warn", -300), act("stop", -290)],
  firstSeenAt: after(-330).toISOString(),
});

it("does what is due, in the order of the violations, whatever the order of the facts", () => {
  const plan = {
    runId: "run-1",
    madeAt: after(100).toISOString(),
    acts: [planned(first, "stop", 96), planned(second, "warn", 24), planned(third, "terminate", 6)],
    held: [],
    warnings: [],
  };
  expect(makePlan(facts({ violations: [first, second, third] }))).toEqual(plan);
  expect(makePlan(facts({ violations: [third, second, first] }))).toEqual(plan);
});

const key = "orgwatch:tag-exempt-until";
const kept = { kind: "auto-scaling", name: "nodes", also: ["eks"] } as const;

it.each<[string, Parameters<typeof violation>[0], string]>([
  [
    "a keeper",
    { instance: { keeper: { kind: "spot", name: "sir-1" } } },
    "it belongs to sir-1 (spot), whose members are only reported",
  ],
  [
    "one of two keepers",
    { instance: { keeper: { ...kept, also: [...kept.also] } } },
    "it belongs to nodes (eks), whose members are only reported",
  ],
  [
    "nothing proven",
    { unproven: [{ key: "department", words: "nobody could look" }] },
    "nothing is proven: nobody could look",
  ],
  ["an exemption", { instance: { tags: { [key]: "2030-01-12" } } }, "it is exempt until 2030-01-12"],
  ["a run before", { lastRunId: "run-0" }, "this run did not see it"],
])("holds what is due because of %s", (_, part, why) => {
  const held = violation({ ...part, acts: warned });
  const rules = policy({ actOnKept: ["auto-scaling"] });
  const plan = makePlan(facts({ violations: [held, second], policy: rules }));
  const expected = { violationId: held.violationId, stage: "stop", why };
  expect([plan.held, plan.acts]).toEqual([[expected], [planned(second, "warn", 24)]]);
});

it("acts on kept instances where the policy names all of their keepers", () => {
  const held = violation({ instance: { keeper: { ...kept, also: [...kept.also] } }, acts: warned });
  const rules = policy({ actOnKept: ["eks", "auto-scaling"] });
  expect(makePlan(facts({ violations: [held], policy: rules })).acts).toEqual([planned(held, "stop", 96)]);
});

it("does nothing, not even a warning, where a cell is missing or another run's", () => {
  const cells = [cell(), cell({ accountId: other, runId: "run-0" })];
  const why = `eu-west-1 is left alone: account ${other} was not read`;
  expect(makePlan(facts({ violations: [first, second], cells }))).toEqual({
    runId: "run-1",
    madeAt: after(100).toISOString(),
    acts: [],
    held: [
      { violationId: first.violationId, stage: "stop", why },
      { violationId: second.violationId, stage: "warn", why },
    ],
    warnings: [why],
  });
});

it("asks people above a cap", () => {
  const violations = Array.from({ length: 21 }, (_, index) =>
    violation({ instance: { instanceId: `i-${index}` }, acts: warned }),
  );
  const plan = makePlan(facts({ violations: [...violations, third] }));
  expect([plan.acts.map(({ violationId }) => violationId), plan.held.length, plan.warnings]).toEqual([
    [third.violationId],
    21,
    [
      `21 of the 100 instances of account ${accountId} would be stopped or terminated, more than 20 percent: nothing of it is done. Mend the tags, or raise the cap if it is meant`,
    ],
  ]);
});

it("is the same when it is made again, but for what the run has done since", () => {
  const violations = [first, second, third];
  const stopped = { violationId: first.violationId, accountId, what: "stop", outcome: "done" } as const;
  const begun = { violationId: third.violationId, accountId: other, what: "terminate" } as const;
  const again = makePlan(facts({ violations, actsOfThisRun: [stopped, begun] }));
  expect(again.acts).toEqual([planned(second, "warn", 24), planned(third, "terminate", 6)]);
});

it("only reports when it was asked to", () => {
  const plan = makePlan(facts({ violations: [first], mode: "report" }));
  const why = "this run was asked to report only";
  expect([plan.acts, plan.held]).toEqual([[], [{ violationId: first.violationId, stage: "stop", why }]]);
});

it("passes over the accounts that it is not about", () => {
  const expectedCells = [{ accountId, region: "eu-west-1" }];
  const plan = makePlan(facts({ violations: [first, third], expectedCells }));
  expect([plan.acts, plan.held]).toEqual([[planned(first, "stop", 96)], []]);
});

it("goes straight to an end when the command line's user says so, and spares whom it always spares", () => {
  const spared = violation({ instance: { instanceId: "i-3", keeper: { kind: "eks", name: "prod" } } });
  const young = violation({ instance: { instanceId: "i-4", createdAt: after(99.5).toISOString() } });
  const violations = [second, spared, young];
  const plan = makePlan(facts({ violations, straightTo: "terminate" }));
  expect([plan.acts, plan.held.map(({ violationId }) => violationId)]).toEqual([
    [planned(second, "terminate", 100)],
    [spared.violationId],
  ]);
  const stops = makePlan(facts({ violations: [second, third], straightTo: "stop" }));
  expect(stops.acts).toEqual([planned(second, "stop", 100)]);
});
