import { accountLabel } from "./account-label";
import { type AuditDocument, rollUp } from "./roll-up";
import { accountId, act, after, cell, requirement, scheme, violation } from "./testing/samples";

const other = "222222222222";
const now = after(336);
const ofRun = { runId: "run-1" };

const stopped = violation({
  instance: {
    instanceId: "i-2",
    state: "stopped",
    createdAt: after(0).toISOString(),
    tags: { Name: "web=1", department: "" },
    keeper: { kind: "eks", name: "prod" },
  },
  stage: "stop",
  next: { stage: "terminate", at: now.toISOString() },
  acts: [act("warn", 24), act("stop", 96, ofRun), act("terminate", 336, { ...ofRun, outcome: undefined })],
});
const terminated = violation({
  instance: { instanceId: "i-1", createdAt: after(0).toISOString() },
  stage: "terminate",
  status: "terminated",
  acts: [act("terminate", 336, { ...ofRun, words: "shutting-down" })],
});
const reported = violation({ instance: { instanceId: "i-3" }, stage: "report" });
const passedOver = [
  violation({ instance: { instanceId: "i-4" } }),
  violation({ instance: { instanceId: "i-5" }, stage: "warn", lastRunId: "run-0" }),
  violation({ instance: { instanceId: "i-6" }, stage: "warn", status: "mended" }),
  violation({ instance: { instanceId: "i-7" }, status: "terminated", acts: [act("terminate", 300)] }),
];

const facts = {
  runId: "run-1",
  now,
  accounts: [
    { id: accountId, name: "Payments", alias: "payments", scheme: scheme({ require: [requirement()] }) },
    { id: other, scheme: undefined },
  ],
  cells: [
    cell({ instances: 30, exempt: 2 }),
    cell({ region: "us-east-1", result: "failed", instances: 0, exempt: 0, reason: "denied" }),
    cell({ accountId: other, result: "skipped", instances: 0 }),
    cell({ runId: "run-0", instances: 1000 }),
  ],
  expectedCells: [
    { accountId, region: "us-west-2" },
    { accountId, region: "us-east-1" },
    { accountId, region: "eu-west-1" },
    { accountId: other, region: "eu-west-1" },
  ],
  violations: [reported, stopped, terminated, ...passedOver],
};

const nothing: Omit<AuditDocument, "account" | "account_id"> = {
  "@timestamp": now.toISOString(),
  run_id: "run-1",
  tag_scheme: [],
  instances: 0,
  violator_count: 0,
  in_grace: 0,
  exempt: 0,
  at_report: 0,
  at_warn: 0,
  at_stop: 0,
  at_terminate: 0,
  warned: 0,
  stopped: 0,
  terminated: 0,
  complete: true,
  failed_regions: [],
};

it("sums each account up, and says so where it could not be read completely", () => {
  expect(rollUp(facts).audits).toEqual([
    {
      ...nothing,
      account: "payments",
      account_id: accountId,
      tag_scheme: ["department"],
      instances: 30,
      violator_count: 2,
      in_grace: 1,
      exempt: 2,
      at_report: 1,
      at_stop: 1,
      stopped: 1,
      terminated: 1,
      complete: false,
      failed_regions: ["us-east-1", "us-west-2"],
    },
    { ...nothing, account: other, account_id: other },
  ]);
});

it("tells of each violation, and calls terminated only what an outcome says", () => {
  const common = {
    "@timestamp": now.toISOString(),
    run_id: "run-1",
    account: "payments",
    account_id: accountId,
    region: "eu-west-1",
    problems: ["department is missing"],
    first_seen: after(0).toISOString(),
  };
  expect(rollUp(facts).violators).toEqual([
    {
      ...common,
      id: "i-1",
      state: "running",
      tags: [],
      age: 336 * 60,
      status: "terminated",
      stage: "terminate",
      terminated: true,
      acts: [{ what: "terminate", outcome: "done", words: "shutting-down" }],
    },
    {
      ...common,
      id: "i-2",
      state: "stopped",
      tags: ["Name=web=1", "department="],
      age: 336 * 60,
      status: "open",
      stage: "stop",
      next_stage: "terminate",
      next_at: now.toISOString(),
      keeper: "eks",
      terminated: false,
      acts: [
        { what: "stop", outcome: "done" },
        { what: "terminate", outcome: "unknown" },
      ],
    },
    {
      ...common,
      id: "i-3",
      state: "running",
      tags: [],
      age: 51 * 1440 + 9 * 60,
      status: "open",
      stage: "report",
      terminated: false,
      acts: [],
    },
  ]);
});

it("does not call stopped what somebody else had stopped", () => {
  const byOwner = violation({
    instance: { state: "stopped" },
    stage: "stop",
    acts: [
      act("stop", 96, { ...ofRun, outcome: "found-done", words: "it was stopped already", byOthers: true }),
    ],
  });
  const { audits, violators } = rollUp({ ...facts, violations: [byOwner] });
  expect([audits[0]?.stopped, audits[0]?.at_stop, violators[0]?.acts]).toEqual([
    0,
    1,
    [{ what: "stop", outcome: "found-done", words: "it was stopped already" }],
  ]);
});

it("sums up 2,000 accounts within a second", () => {
  const accounts = Array.from({ length: 2000 }, (_, index) => ({
    id: String(100_000_000_000 + index),
    scheme: undefined,
  }));
  const regions = Array.from({ length: 17 }, (_, index) => `eu-west-${index}`);
  const expectedCells = accounts.flatMap(({ id }) =>
    regions.map((name) => ({ accountId: id, region: name })),
  );
  const violations = expectedCells.map((name) => violation({ instance: name }));
  const cells = expectedCells.map((name) => cell({ ...name, instances: 2 }));
  const started = performance.now();
  const { audits, violators } = rollUp({ ...facts, accounts, expectedCells, cells, violations });
  // Walking through all cells and violations for each account takes several seconds.
  expect(performance.now() - started).toBeLessThan(1000);
  expect([audits.length, violators.length, audits[1999]]).toEqual([
    2000,
    0,
    {
      ...nothing,
      account: "100000001999",
      account_id: "100000001999",
      instances: 34,
      in_grace: 17,
    },
  ]);
});

it.each([
  [{ alias: "pay", name: "Payments", id: accountId }, "pay"],
  // The seed ended with an IndexError for an account without an alias.
  [{ name: "Payments", id: accountId }, "Payments"],
  [{ alias: " ", name: "", id: accountId }, accountId],
])("calls an account by what it has", (account, label) => {
  expect(accountLabel(account)).toBe(label);
});
