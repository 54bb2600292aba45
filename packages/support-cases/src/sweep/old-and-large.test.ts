// Sweeps of accounts with a long past, or with more cases than one run can read.
import { simulatedCase } from "../../testing/simulated-organization";
import type { SupportApi } from "../support-api";
import { accountId, changed, day, newWorld, old, oldId, young, youngId } from "./testing/sweep-world";

describe("sweeps of an account with a long past", () => {
  it("know open cases of any age from the first time on, and resolved ones only with `full`, which tells of none of them", async () => {
    const [open, done] = [3, 4].map((number) => simulatedCase(accountId, number, day(-200).toISOString()));
    if (!open || !done) throw new Error("two cases");
    const { atAws, table, sweep } = newWorld(open, changed(done, { status: "resolved" }));
    await sweep(day(0));
    const first = table.cases().map(({ caseId }) => caseId);
    atAws.set(youngId, young);
    const { told } = await sweep(day(3), {}, true);
    expect({ first, told, all: table.cases().length }).toEqual({
      first: [open.facts.caseId],
      told: [`CreateCase ${youngId}`],
      all: 3,
    });
  });

  it("find a reopening for two weeks after the case was seen resolved, however quiet it was before", async () => {
    const { atAws, sweep } = newWorld(old);
    await sweep(day(0));
    atAws.set(oldId, changed(old, { status: "resolved" }));
    await sweep(day(3));
    atAws.set(oldId, changed(old, { status: "reopened" }));
    const reopened = await sweep(day(17));
    atAws.set(oldId, changed(old, { status: "resolved" }));
    await sweep(day(20));
    const late = await sweep(day(40));
    expect({ told: reopened.told, late: late.asked }).toEqual({
      told: [`ReopenCase ${oldId}`],
      late: [{ afterTime: "2030-01-21T08:00:00.000Z" }],
    });
  });

  it("stop in time in an account that is too large for one run, say so, and go on the next time", async () => {
    const many = Array.from({ length: 40 }, (_, index) =>
      simulatedCase(accountId, index, day(-1).toISOString()),
    );
    const { table, sweep, support } = newWorld(...many);
    let at = day(0).getTime();
    const slow: SupportApi = {
      ...support(),
      describeCommunications: async function* (caseId) {
        at += 30_000;
        yield* support().describeCommunications(caseId);
      },
    };
    const limits = { support: () => slow, now: () => new Date(at) };
    await expect(sweep(day(0), limits)).rejects.toMatchObject({ name: "OutOfTime" });
    const stored = table.cases().length;
    const { result, reason, watermark } = (await table.accountResult(accountId)) ?? {};
    const again = await sweep(day(0), { ...limits, deadline: new Date(at + 3600_000) });
    expect({
      inTime: at < day(0).getTime() + 3600_000,
      some: stored > 0 && stored < 40,
      result,
      reason,
      watermark,
      again: again.counts,
    }).toEqual({
      inTime: true,
      some: true,
      result: "failed",
      reason: "OutOfTime: The lambda's time is over before all accounts are read",
      watermark: undefined,
      again: { ok: 1 },
    });
    expect({ all: table.cases().length, read: again.asked.length }).toEqual({ all: 40, read: 42 - stored });
  });
});
