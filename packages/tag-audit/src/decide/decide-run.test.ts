// A run decides once, and only with everything in view.
import { TryLater } from "@orgwatch/core/errors";
import type { Cell, RunPlan, Violation } from "@orgwatch/core/tag-audit/violation";
import { memoryViolations } from "@orgwatch/core/testing/memory-violations";
import { silent } from "../../testing/run-scan";
import { place, runId, sampleViolation, policy as wholePolicy } from "../enforce/testing/enforce-world";
import { decideRun } from "./decide-run";

const policy = { ...wholePolicy, caps: { instances: 20, accountPercent: 100 } };
const warned = {
  what: "warn",
  runId: "r0",
  intendedAt: "2029-12-25T09:00:00.000Z",
  outcome: "done",
} as const;
const marked = { ...warned, what: "mark" } as const;
const due = { acts: [warned], stage: "warn" } as const;
const cell = (part: Partial<Cell> = {}): Cell => ({
  ...{ runId, ...place, checkedAt: runId, result: "ok" },
  ...{ instances: 12, violations: 1, exempt: 0, canary: "seen" },
  ...part,
});

async function decideWorld(
  violations: readonly Partial<Violation>[],
  cells: readonly Cell[],
  scope: { readonly mode?: "report"; readonly exempt?: readonly string[] } = {},
) {
  const table = memoryViolations();
  for (const part of violations) await table.add(sampleViolation({ ...part, acts: [...(part.acts ?? [])] }));
  for (const one of cells) await table.putCell(one);
  const kept: RunPlan[] = [];
  const dependencies = {
    table,
    files: {
      read: async () => ({
        runId,
        accounts: [place.accountId],
        regions: [place.region],
        exempt: [],
        people: false,
        ...scope,
      }),
    },
    plans: {
      keep: async (plan: RunPlan) => {
        if (kept.length === 0) kept.push(plan);
        return kept[0] ?? plan;
      },
    },
    policy,
    now: new Date("2030-01-07T09:10:00Z"),
    log: silent,
  };
  return { table, kept, decide: (part = {}) => decideRun(runId, { ...dependencies, ...part }) };
}

const item = { runId, accounts: [place.accountId] };

it("keeps the plan, and hands its accounts out", async () => {
  const world = await decideWorld([{ ...due, acts: [warned] }], [cell()]);
  const decided = await world.decide();
  expect({ decided, stages: world.kept.map(({ acts }) => acts.map(({ stage }) => stage)) }).toEqual({
    decided: { runId, acts: 1, tidy: 0, held: 0, warnings: [], items: [item] },
    stages: [["stop"]],
  });
});

it("uses the plan of an earlier try, whatever was learned since", async () => {
  const world = await decideWorld([{ ...due, acts: [warned] }], [cell()]);
  const first = await world.decide();
  await world.table.putCell(cell({ canary: "missing" }));
  expect(await world.decide()).toEqual(first);
});

it("goes by what it saw itself, whatever another run at the same time sees", async () => {
  const world = await decideWorld([{ ...due, acts: [warned] }], [cell()]);
  await world.table.putCell(cell({ runId: "2030-01-07T09:05:00.000Z", canary: "missing" }));
  const { acts, held } = await world.decide();
  expect({ acts, held }).toEqual({ acts: 1, held: 0 });
});

it.each([
  ["was not read", []],
  ["was not read", [cell({ runId: "2030-01-07T03:00:00.000Z" })]],
  ["could not be read", [cell({ result: "failed", reason: "denied" })]],
  ["lacks its canary", [cell({ canary: "missing" })]],
])("does nothing where an account %s", async (why, cells) => {
  const world = await decideWorld([{ ...due, acts: [warned] }], cells);
  const { warnings, ...decided } = await world.decide();
  expect({ decided, why: warnings.map((warning) => warning.includes(why)) }).toEqual({
    decided: { runId, acts: 0, tidy: 0, held: 1, items: [] },
    why: [true],
  });
});

it("tidies up what was mended, also when nothing is due; and nothing when the run only reports", async () => {
  const mended = { status: "mended", endedAt: runId, acts: [marked] } as const;
  const violations = [{ ...mended, acts: [marked] }];
  const [whole, report] = [
    await decideWorld(violations, [cell()]),
    await decideWorld(violations, [cell()], { mode: "report" }),
  ];
  const answer = { runId, acts: 0, held: 0, warnings: [] };
  expect([await whole.decide(), await report.decide()]).toEqual([
    { ...answer, tidy: 1, items: [item] },
    { ...answer, tidy: 0, items: [] },
  ]);
});

it("ends what is known of an exempt account, which begins anew should that be lifted, and takes its marks off", async () => {
  const exempt = ["222222222222"];
  const elsewhere = sampleViolation({ violationId: "222222222222/eu-west-1/i-2", acts: [marked, warned] });
  const far = { ...elsewhere, instance: { ...elsewhere.instance, accountId: "222222222222" } };
  const world = await decideWorld([{ ...due, acts: [warned] }, far], [cell()], { exempt });
  const { items, tidy } = await world.decide();
  const ends = world.table
    .violations()
    .map(({ violationId, status, endedAt }) => [violationId, status, endedAt]);
  expect({ items, tidy, ends }).toEqual({
    items: [item, { runId, accounts: exempt }],
    tidy: 1,
    ends: [
      [sampleViolation().violationId, "open", undefined],
      [far.violationId, "exempt", "2030-01-07T09:10:00.000Z"],
    ],
  });
});

it("does nothing beyond the policy, or outside of the run", async () => {
  const elsewhere = sampleViolation({ violationId: "222222222222/eu-west-1/i-2", acts: [warned] });
  const far = { ...elsewhere, instance: { ...elsewhere.instance, accountId: "222222222222" } };
  const world = await decideWorld([{ ...due, acts: [warned] }, far], [cell()]);
  expect(await world.decide({ policy: { ...policy, upTo: "report" as const } })).toEqual({
    ...{ runId, acts: 0, tidy: 0, held: 0, warnings: [], items: [] },
  });
});

it("decides nothing while the table cannot be used", async () => {
  const world = await decideWorld([], [cell()]);
  const cellOf = () => Promise.reject(new TryLater("throttled"));
  await expect(world.decide({ table: { ...world.table, cells: cellOf } })).rejects.toThrow("throttled");
  expect(world.kept).toEqual([]);
});
