// Sweeps one after another over the same account: what each of them asks AWS for, stores and tells.

import { TryLater } from "@orgwatch/core/errors";
import type { AccountResult } from "@orgwatch/core/support-cases/case";
import { type SimulatedCase, simulatedCase } from "../../testing/simulated-organization";
import type { SupportApi } from "../support-api";
import { accountId, changed, day, newWorld, old, oldId, young, youngId } from "./testing/sweep-world";

describe("sweeps of an account", () => {
  it("look back at first, tell nobody, and go on from there", async () => {
    const { table, sweep } = newWorld(old);
    const first = await sweep(day(0));
    const result: AccountResult = {
      accountId,
      result: "ok",
      cases: 1,
      checkedAt: day(0).toISOString(),
      lastSuccessAt: day(0).toISOString(),
      watermark: day(0).toISOString(),
    };
    expect({ first, result: await table.accountResult(accountId), second: await sweep(day(3)) }).toEqual({
      first: {
        counts: { ok: 1 },
        asked: [{ afterTime: day(-60).toISOString() }, { openOnly: true }, oldId],
        told: [],
      },
      result,
      second: {
        counts: { ok: 1 },
        asked: [{ afterTime: "2030-01-01T08:00:00.000Z" }, { caseIds: [oldId] }],
        told: [],
      },
    });
  });

  it("find what changed without an event: new, answered, resolved, reopened, graver", async () => {
    const { atAws, table, sweep } = newWorld(old);
    await sweep(day(0));
    const steps: SimulatedCase[] = [
      young,
      simulatedCase(accountId, 1, day(-30).toISOString(), 900),
      changed(old, { status: "resolved" }),
      changed(old, { status: "reopened" }),
      changed(old, { status: "reopened", severityCode: "critical" }),
      changed(old, { status: "reopened", severityCode: "critical", ccEmailAddresses: ["a@example.com"] }),
    ];
    const told: string[][] = [];
    for (const [index, step] of steps.entries()) {
      // The conversation grew in the second step, and AWS goes on telling of it.
      const { lastActivityAt } = index < 2 ? step.facts : (steps[1]?.facts ?? step.facts);
      atAws.set(step.facts.caseId, changed(step, { lastActivityAt }));
      told.push((await sweep(day(index + 1))).told);
    }
    const stored = await table.getCase(oldId);
    expect({ told, stored, conversation: (await table.conversation(oldId)).length }).toEqual({
      told: [
        [`CreateCase ${youngId}`],
        [`AddCommunicationToCase ${oldId}`],
        [`ResolveCase ${oldId}`],
        [`ReopenCase ${oldId}`],
        [`AddCommunicationToCase ${oldId}`],
        [],
      ],
      stored: {
        ...steps[5]?.facts,
        lastActivityAt: steps[1]?.facts.lastActivityAt,
        accountId,
        communications: 901,
        readAt: day(6).toISOString(),
      },
      conversation: 901,
    });
  });

  it("ask for the others again when one case has vanished, and keep it", async () => {
    const ids = [3, 4, 5].map((number) => simulatedCase(accountId, number, day(-30).toISOString()));
    const { atAws, table, sweep } = newWorld(...ids);
    await sweep(day(0));
    const [gone = "", ...rest] = ids.map(({ facts }) => facts.caseId);
    atAws.delete(gone);
    const { counts, asked } = await sweep(day(3));
    const batches = asked.flatMap((query) => (typeof query === "string" ? [] : [query.caseIds?.length]));
    expect({ counts, batches, kept: table.cases().length, rest: rest.length }).toEqual({
      counts: { ok: 1 },
      batches: [undefined, 3, 2, 1, 1, 1],
      kept: 3,
      rest: 2,
    });
  });

  it("read everything again when asked to, each conversation once", async () => {
    const { sweep } = newWorld(old);
    await sweep(day(0));
    expect(await sweep(day(3), {}, true)).toEqual({ counts: { ok: 1 }, asked: [{}, oldId], told: [] });
    expect(await sweep(day(3), {}, true)).toEqual({ counts: { ok: 1 }, asked: [], told: [] });
  });

  it("store what could be read when one conversation cannot be, and do not move on", async () => {
    const { table, sweep, slept, support } = newWorld(old, young);
    const broken: SupportApi = {
      ...support(),
      describeCommunications: async function* (caseId) {
        if (caseId === oldId) throw new TryLater("not now", { cause: named("ThrottlingException") });
        yield* support().describeCommunications(caseId);
      },
    };
    const { counts } = await sweep(day(0), { support: () => broken });
    expect({
      counts,
      stored: table.cases().map(({ caseId }) => caseId),
      slept,
      result: await table.accountResult(accountId),
      next: (await sweep(day(3))).asked[0],
    }).toEqual({
      counts: { throttled: 1 },
      stored: [youngId],
      slept: [5000, 20_000, 60_000],
      result: {
        accountId,
        result: "throttled",
        reason: "TryLater: not now (ThrottlingException: slowly)",
        cases: 0,
        checkedAt: day(0).toISOString(),
        lastSuccessAt: undefined,
        watermark: undefined,
      },
      next: { afterTime: day(-57).toISOString() },
    });
  });

  it("keep news for the next sweep when nobody can be told of it", async () => {
    const { atAws, table, sweep } = newWorld(old);
    await sweep(day(0));
    atAws.set(youngId, young);
    const away = { tell: () => Promise.reject(new TryLater("the queue is away")) };
    const failed = await sweep(day(1), away);
    const unstored = table.cases().length;
    const { told } = await sweep(day(2));
    expect({ counts: failed.counts, unstored, told, stored: table.cases().length }).toEqual({
      counts: { failed: 1 },
      unstored: 1,
      told: [`CreateCase ${youngId}`],
      stored: 2,
    });
  });

  it("fail as a whole when the table cannot be written, or time is over", async () => {
    const { table, sweep } = newWorld(old);
    const away = { ...table, putCase: () => Promise.reject(new TryLater("the table is away")) };
    await expect(sweep(day(0), { cases: away })).rejects.toMatchObject({ name: "NoCaseTable" });
    await expect(sweep(day(0), { deadline: day(0) })).rejects.toMatchObject({ name: "OutOfTime" });
    expect(await table.accountResult(accountId)).toBe(undefined);
  });
});

function named(name: string): Error {
  return Object.assign(new Error("slowly"), { name });
}
