import type { RunPlan, Violation } from "@orgwatch/core/tag-audit/violation";
import { sampleViolation } from "../enforce/testing/enforce-world";
import { handOut } from "./hand-out";
import { whatToTidy } from "./what-to-tidy";

const runId = "2030-01-07T09:00:00.000Z";
const accountOf = (number: number) => String(100_000_000_000 + number);
const act = (number: number, stage: "warn" | "stop") => ({
  ...{
    violationId: `v-${number}`,
    accountId: accountOf(number),
    region: "eu-west-1",
    instanceId: `i-${number}`,
  },
  ...{ stage, firstSeenAt: runId, dueAt: runId, problems: [] },
});
const plan = (part: Partial<RunPlan>): RunPlan => ({
  ...{ runId, madeAt: runId, acts: [], held: [], warnings: [] },
  ...part,
});

describe("handing a plan out", () => {
  it("names each account once, those with something to tidy up included", () => {
    const place = { accountId: accountOf(0), region: "eu-west-1", instanceId: "i-9" };
    const tidy = [{ ...place, violationId: "v-9", why: "it is marked, and mended" }];
    const held = [{ violationId: "v-8", stage: "stop", why: "a cap" }] as const;
    const acts = [act(1, "stop"), act(2, "warn"), act(1, "warn")];
    expect(handOut(plan({ acts, tidy, held: [...held], warnings: ["a cap"] }), { upTo: "stop" })).toEqual({
      ...{ runId, acts: 3, tidy: 1, held: 1, warnings: ["a cap"] },
      items: [0, 1, 2].map((number) => ({ runId, accounts: [accountOf(number)] })),
    });
  });

  it("asks nobody to mark anything where nothing follows a warning", () => {
    expect(handOut(plan({ acts: [act(1, "warn")] }), { upTo: "warn" }).items).toEqual([]);
  });

  it("fits into one state of Step Functions with 10,000 accounts and as many warnings", () => {
    const all = Array.from({ length: 10_000 }, (_, number) => number);
    const acts = all.map((number) => act(number, "stop"));
    const decided = handOut(plan({ acts, warnings: all.map(() => "w".repeat(800)) }), { upTo: "stop" });
    const bytes = Buffer.byteLength(JSON.stringify(decided));
    expect([decided.items.length, decided.items.flatMap(({ accounts }) => accounts).length]).toEqual([
      400, 10_000,
    ]);
    expect(bytes).toBeLessThan(200_000);
  });
});

it("tidies up open acts and marks that are not needed, but for what the plan acts on anyway", () => {
  const mark = {
    what: "mark",
    runId: "r0",
    intendedAt: "2029-12-30T09:00:00.000Z",
    outcome: "done",
  } as const;
  const { outcome: _, ...open } = { ...mark, what: "terminate" } as const;
  const named = (violationId: string, part: Partial<Violation>) => sampleViolation({ violationId, ...part });
  const violations = [
    named("b", { acts: [mark], status: "mended" }),
    named("a", { acts: [mark, open] }),
    named("c", { acts: [mark] }),
    named("d", { acts: [open] }),
    named("e", { acts: [{ ...open, what: "warn" }] }),
  ];
  const acts = [{ ...act(1, "stop"), violationId: "d" }];
  const { accountId, region, instanceId } = sampleViolation().instance;
  expect(whatToTidy(violations, acts)).toEqual([
    {
      ...{ violationId: "a", accountId, region, instanceId },
      why: "what became of a terminate of 2029-12-30T09:00:00.000Z is not known",
    },
    { violationId: "b", accountId, region, instanceId, why: "it is marked, and mended" },
  ]);
});
