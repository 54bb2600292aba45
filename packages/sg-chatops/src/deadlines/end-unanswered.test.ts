import { NeverAgain, TryLater } from "@orgwatch/core/errors";
import type { Change } from "@orgwatch/core/security-groups/change";
import { deadlineWorld, minute, pending } from "./testing/deadline-world";

const day = 24 * 60;

describe("changes that nobody answered", () => {
  it("are denied by the policy when their time has come, again and again until somebody decides", async () => {
    const { run, decided, changes } = await deadlineWorld([pending("a", "high"), pending("b", "medium")]);
    const results = [await run(29), await run(30), await run(31)];
    const decision = {
      kind: "sg-decision",
      id: "policy/unanswered/a",
      changeId: "a",
      what: "deny",
      via: "policy",
      by: { id: "policy", name: "the policy" },
      reason: "Nobody answered within 30 minutes; the policy then denies changes of risk high.",
    };
    expect({ results, decided, changes: changes() }).toEqual({
      results: [undefined, undefined, undefined],
      decided: [
        { ...decision, at: minute(30) },
        { ...decision, at: minute(31) },
      ],
      changes: [pending("a", "high"), pending("b", "medium")],
    });
  });

  it("expire, and their message says so", async () => {
    const before = pending("b", "medium");
    const { run, told, decided, changes } = await deadlineWorld([before]);
    await run(day - 1);
    const early = [...told];
    await run(day);
    await run(day + 1);
    expect({ early, told, decided, changes: changes() }).toEqual({
      early: [],
      told: ["b expired"],
      decided: [],
      changes: [
        {
          ...before,
          ...{ state: "expired", dueAt: undefined, revision: 3 },
          updatedAt: new Date(Date.parse(minute(day)) + 1).toISOString(),
        },
      ],
    });
  });

  it("expire also when the policy would have denied them long ago, which is an error", async () => {
    const { run, told, decided, lines } = await deadlineWorld([pending("a", "high")]);
    await run(day);
    expect({ told, decided, lines }).toEqual({
      told: ["a expired"],
      decided: [],
      lines: [
        ["expired, although the policy denies it: its decision was not carried out in time", undefined],
        ["changes were due", { denials: 0, others: 1, left: 0 }],
      ],
    });
  });

  it("stop each other in nothing: the others have their turn, and the failed one the next", async () => {
    const away = new Set(["a", "c"]);
    const fails = async (changeId: string) => {
      if (away.delete(changeId)) throw new TryLater(`not ${changeId}`);
    };
    const { run, told, decided, changes } = await deadlineWorld(
      [
        pending("a", "high"),
        pending("b", "high"),
        ...["c", "d"].map((id) => pending(id, "low", { expiresOn: minute(10), dueAt: minute(10) })),
      ],
      { decide: ({ changeId }) => fails(changeId), tell: ({ changeId }) => fails(changeId) },
    );
    const first = await run(30);
    const between = { decided: decided.map(({ changeId }) => changeId), told: [...told] };
    const second = await run(31);
    expect({
      first,
      between,
      second,
      told,
      states: changes().map(({ state, dueAt }) => [state, dueAt]),
    }).toEqual({
      first: new TryLater("not a"),
      between: { decided: ["b"], told: ["d expired"] },
      second: undefined,
      told: ["d expired", "c expired"],
      states: [
        ["pending", minute(30)],
        ["pending", minute(30)],
        ["expired", undefined],
        ["expired", undefined],
      ],
    });
  });

  it("are not tried for ever when their message can never be sent", async () => {
    const { run, changes } = await deadlineWorld([pending("b", "low")], {
      tell: () => Promise.reject(new NeverAgain("no such channel")),
    });
    expect([await run(day), changes()[0]?.dueAt, await run(day + 1)]).toEqual([
      new NeverAgain("no such channel"),
      undefined,
      undefined,
    ]);
  });

  it("are left for the next minute when there is no time, denials first", async () => {
    const expiring = Array.from({ length: 10 }, (_, number) =>
      pending(`e-${number}`, "low", { expiresOn: minute(10), dueAt: minute(10) }),
    );
    const { run, told, decided, lines } = await deadlineWorld([...expiring, pending("a", "high")], {
      tellSeconds: 10,
    });
    const counts: unknown[] = [];
    for (const at of [30, 31, 32]) {
      await run(at);
      counts.push([told.length, decided.length]);
    }
    expect({ counts, lines: lines.map(([, facts]) => facts) }).toEqual({
      counts: [
        [4, 1],
        [8, 2],
        [10, 3],
      ],
      lines: [
        { denials: 1, others: 10, left: 6 },
        { denials: 1, others: 6, left: 2 },
        { denials: 1, others: 2, left: 0 },
      ],
    });
  });

  it("are left alone when somebody decides at the same moment", async () => {
    const world = await deadlineWorld([pending("b", "low")]);
    const { table, told, changes, run } = world;
    const [seen] = changes();
    const kept = (change: Change): Change => ({ ...change, state: "decided", dueAt: undefined });
    // The index is a little behind: it still shows the change as it was.
    const behind = {
      due: async function* () {
        if (seen) yield seen;
      },
      save: table.save,
    };
    if (seen) await table.save(kept(seen), seen, new Date(minute(5)));
    const after = changes();
    expect([await run(day, { changes: { ...table, ...behind } }), told, changes()]).toEqual([
      undefined,
      [],
      after,
    ]);
  });

  it("are no longer due once they are decided, whoever forgot to say so", async () => {
    const decided = pending("b", "low", { state: "decided" });
    const { run, told, changes } = await deadlineWorld([decided]);
    await run(day);
    expect([told, changes()[0]?.state, changes()[0]?.dueAt]).toEqual([[], "decided", undefined]);
  });
});

describe("denied changes that are not taken back yet", () => {
  const decision = {
    ...({ id: "press/U0ALICE/1", what: "deny", via: "slack" } as const),
    ...{ by: { id: "U0ALICE", name: "alice" }, at: minute(0) },
  };
  const act = { tried: [0], results: [{ index: 0, outcome: "taken-back" as const }] };
  const { expiresOn: _, deniedOn: __, ...asked } = pending("a", "high");
  const denied: Change = {
    ...asked,
    ...{ state: "decided", decision, act, dueAt: minute(15) },
    ruleChanges: [{ kind: "created" }, { kind: "deleted" }],
  };

  it("are handed over again, the same decision, an hour after the other", async () => {
    const { run, decided, told, changes } = await deadlineWorld([denied]);
    for (const at of [14, 15, 16, 74, 75]) expect(await run(at)).toBeUndefined();
    const { via: __via, ...again } = decision;
    const handed = { kind: "sg-decision", changeId: "a", via: "policy", ...again };
    expect({ decided, told, dueAt: changes()[0]?.dueAt }).toEqual({
      decided: [handed, handed],
      told: [],
      dueAt: minute(135),
    });
  });

  it("are due still when they cannot be handed over", async () => {
    const { run, changes } = await deadlineWorld([denied], {
      decide: () => Promise.reject(new TryLater("SQS")),
    });
    expect([await run(15), changes()]).toEqual([new TryLater("SQS"), [denied]]);
  });

  it("are given up after a day, and their message says so", async () => {
    const { run, decided, told, changes, lines } = await deadlineWorld([denied]);
    await run(day);
    await run(day + 60);
    const words = "could not be taken back within a day";
    expect({ decided, told, dueAt: changes()[0]?.dueAt, act: changes()[0]?.act, line: lines[0] }).toEqual({
      decided: [],
      told: ["a decided"],
      dueAt: undefined,
      act: {
        ...act,
        results: [...act.results, { index: 1, outcome: "failed", words }],
        finishedAt: minute(day),
      },
      line: ["a denied change could not be taken back within a day: nobody tries any more", undefined],
    });
  });

  it("wait for nothing once they are taken back", async () => {
    const finished = { ...denied, act: { ...act, finishedAt: minute(1) } };
    const { run, decided, changes } = await deadlineWorld([finished]);
    await run(15);
    expect([decided, changes()[0]?.dueAt]).toEqual([[], undefined]);
  });
});
