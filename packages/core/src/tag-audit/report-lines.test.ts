import { tagPolicyWith } from "./policy";
import { ownerOf, reportLines } from "./report-lines";
import { lineWords } from "./report-words";
import type { RunPlan, Violation, ViolationAct } from "./violation";

const runId = "2030-01-07T08:30:00.000Z";
const now = new Date("2030-01-07T09:00:00Z");
const policy = tagPolicyWith({
  schemes: [
    {
      name: "all",
      accounts: [],
      organizationalUnits: [],
      require: [{ key: "department", ignoreCase: false }],
    },
  ],
  upTo: "terminate",
});

function violation(id: string, part: Partial<Violation> = {}): Violation {
  return {
    violationId: id,
    revision: 1,
    instance: {
      accountId: "111111111111",
      region: "us-west-2",
      instanceId: id,
      state: "running",
      launchedAt: "2030-01-01T08:30:00.000Z",
      createdAt: "2030-01-01T08:30:00.000Z",
      tags: {},
    },
    scheme: "all",
    problems: [{ key: "department", problem: "missing", words: "department is missing" }],
    firstSeenAt: "2030-01-06T08:30:00.000Z",
    lastSeenAt: runId,
    lastRunId: runId,
    status: "open",
    stage: "report",
    acts: [],
    ...part,
  };
}

const act = (part: Partial<ViolationAct>, by = runId): ViolationAct => ({
  what: "stop",
  runId: by,
  intendedAt: runId,
  ...part,
});
const planned = (id: string, stage: "warn" | "stop" | "terminate") => ({
  violationId: id,
  accountId: "111111111111",
  region: "us-west-2",
  instanceId: id,
  stage,
  firstSeenAt: runId,
  dueAt: runId,
  problems: [],
});

function words(
  violations: readonly Violation[],
  plan: Partial<RunPlan> = {},
  warned: readonly string[] = [],
) {
  const whole = { runId, madeAt: runId, acts: [], held: [], warnings: [], ...plan };
  const lines = reportLines({ runId, now, violations, plan: whole, policy, warned: new Set(warned) });
  return lines.map((line) => `${line.violationId}: ${lineWords(line)}`);
}

describe("the lines of a report", () => {
  it.each<[string, Partial<Violation>]>([
    ["reported", {}],
    [
      "reported; will be warned on 2030-01-08 08:30 UTC unless its tags are mended",
      { next: { stage: "warn", at: "2030-01-08T08:30:00.000Z" } },
    ],
    ["stopped", { acts: [act({ outcome: "done" })] }],
    // A run that was killed had stopped it.
    ["stopped", { acts: [act({ outcome: "found-done" })] }],
    [
      "not stopped by this run: somebody had stopped it already; will be terminated on 2030-01-17 08:30 UTC unless its tags are mended",
      {
        acts: [act({ outcome: "found-done", words: "it was stopped already", byOthers: true })],
        next: { stage: "terminate", at: "2030-01-17T08:30:00.000Z" },
      },
    ],
    ["terminated", { status: "terminated", acts: [act({ what: "terminate", outcome: "found-done" })] }],
    [
      "not terminated: it is protected",
      { acts: [act({ what: "terminate", outcome: "refused", words: "it is protected" })] },
    ],
    [
      "perhaps terminated: the act was begun, and its end is not known",
      { acts: [act({ what: "terminate" })] },
    ],
    [
      "not stopped: its tags were mended meanwhile",
      { acts: [act({ outcome: "skipped", words: "its tags were mended meanwhile" })] },
    ],
    // An act of an earlier run is no news.
    ["reported", { stage: "stop", acts: [act({ outcome: "done" }, "2030-01-01T00:00:00.000Z")] }],
    // The mark alone is nothing that people have to hear of.
    ["reported", { acts: [act({ what: "mark", outcome: "done" })] }],
    ["its tags were mended", { status: "mended" }],
    ["gone: somebody else ended it", { status: "gone" }],
  ])("say «%s»", (said, part) => {
    expect(words([violation("i-1", part)])).toEqual([`i-1: ${said}`]);
  });

  it("tell why an instance is only reported", () => {
    const keeper = { kind: "eks", name: "blue" } as const;
    const kept = violation("i-1");
    expect(words([{ ...kept, instance: { ...kept.instance, keeper } }])).toEqual([
      "i-1: reported only: it belongs to blue (eks), whose members are only reported",
    ]);
  });

  it("put what was planned first, then what is held, and leave the grace period out, whatever has been done meanwhile", () => {
    const { stage: _, ...young } = violation("i-0");
    const violations = [violation("i-4"), violation("i-1"), young, violation("i-3"), violation("i-2")];
    const plan = {
      acts: [planned("i-4", "warn"), planned("i-2", "stop")],
      held: [{ violationId: "i-3", stage: "stop" as const, why: "the canary is missing" }],
    };
    expect(words(violations, plan)).toEqual([
      "i-2: not stopped yet: it was planned, and not tried",
      "i-4: not warned yet: the warning goes out with the next mail to its owner",
      "i-3: would be stopped, but is not: the canary is missing",
      "i-1: reported",
    ]);
    // The same when the warning was given and the step is tried again: stop − warn hours from then.
    const given = [act({ what: "warn", outcome: "done", endedAt: "2030-01-07T08:59:00.000Z" })];
    for (const acts of [[], given])
      expect(words([violation("i-4", { acts })], plan, ["i-4"])).toEqual([
        "i-4: warned; will be stopped on 2030-01-10 09:00 UTC unless its tags are mended",
      ]);
  });
});

it.each([
  [{ created_by: " alice " }, "alice"],
  [{ Created_By: "bob" }, "bob"],
  [{ Created_By: "bob", created_by: "alice" }, "alice"],
  [{ created_by: " " }, undefined],
  [{}, undefined],
])("the owner by the tags %j is %j", (tags, owner) => {
  expect(ownerOf(tags, "created_by")).toBe(owner);
});
