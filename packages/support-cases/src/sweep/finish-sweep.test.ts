import type { Facts, Log } from "@orgwatch/core/log";
import type { AccountEntry } from "@orgwatch/core/organization/account-entry";
import type { AccountResult } from "@orgwatch/core/support-cases/case";
import { memoryCases } from "@orgwatch/core/testing/memory-cases";
import { accountIdOf } from "../../testing/simulated-organization";
import { finishSweep } from "./finish-sweep";

const now = new Date("2030-01-07T09:00:00Z");
const daysAgo = (days: number) => new Date(now.getTime() - days * 24 * 3600_000).toISOString();
const startedAt = daysAgo(0.1);

type Swept = {
  readonly state?: AccountEntry["state"];
  readonly known?: number;
  readonly result?: Partial<AccountResult>;
};

async function finish(swept: readonly Swept[], asked?: readonly number[]) {
  const cases = memoryCases();
  const entries = swept.map(({ state = "ACTIVE", known = 100 }, number): AccountEntry => {
    const unchanging = { organizationalUnits: [], team: "platform", refreshedAt: daysAgo(known) };
    return { accountId: accountIdOf(number), name: `acme-${number}`, state, ...unchanging };
  });
  for (const [number, { result }] of swept.entries())
    if (result)
      await cases.putAccountResult({
        accountId: accountIdOf(number),
        result: "ok",
        cases: 1,
        checkedAt: daysAgo(0),
        ...result,
      });
  const lines: (readonly [string, Facts | undefined])[] = [];
  const note = (message: string, facts?: Facts) => void lines.push([message, facts]);
  const log: Log = { info: note, warn: note, error: note, with: () => log };
  const counted: unknown[] = [];
  const accounts = asked?.map(accountIdOf);
  const run = { plan: { startedAt, accounts: swept.length }, ...(accounts ? { accounts } : {}) };
  const counts = await finishSweep(run, {
    accounts: async () => entries,
    cases,
    count: async (metric, value) => void counted.push([metric, value]),
    now,
    log,
  });
  return { counts, counted, lines, cases };
}

describe("the end of a sweep", () => {
  it("counts results, names accounts whose data is old, and measures how many they are", async () => {
    const { counts, counted, lines } = await finish([
      { result: { lastSuccessAt: daysAgo(0) } },
      { result: { result: "no-role", reason: "NoRole: no", lastSuccessAt: daysAgo(5) } },
      { result: { result: "not-entitled" } },
      { result: { result: "throttled", reason: "slow", lastSuccessAt: daysAgo(3) } },
      { result: { checkedAt: daysAgo(6), lastSuccessAt: daysAgo(6) } },
      {},
      { known: 1 },
    ]);
    const stale = [
      `acme-5 (${accountIdOf(5)}): never read`,
      `acme-4 (${accountIdOf(4)}): last read ${daysAgo(6)}`,
      `acme-1 (${accountIdOf(1)}): last read ${daysAgo(5)}, no-role: NoRole: no`,
    ];
    const expected = { ok: 1, "no-role": 1, "not-entitled": 1, throttled: 1, "not-reached": 3 };
    expect({ counts, counted, lines }).toEqual({
      counts: expected,
      counted: [["StaleAccounts", 3]],
      lines: [
        ["sweep done", { ...expected, planned: 7, stale: 3, startedAt }],
        ["accounts whose cases are not known any more", { accounts: stale.join("\n"), more: 0 }],
      ],
    });
  });

  it("counts 0 as well, so that the alarm ends, and only the accounts that were asked for", async () => {
    const fresh = { result: { lastSuccessAt: daysAgo(0) } };
    const { counts, counted, lines } = await finish([fresh, fresh, fresh], [1]);
    expect({ counts, counted, lines: lines.length }).toEqual({
      counts: { ok: 1 },
      counted: [["StaleAccounts", 0]],
      lines: 1,
    });
  });

  it("fails when a whole sweep read no account, so that the alarm of its execution tells", async () => {
    const failed = {
      result: { result: "failed", reason: "SupportDown", lastSuccessAt: daysAgo(1) },
    } as const;
    await expect(finish([failed, failed, {}])).rejects.toMatchObject({
      name: "NothingRead",
      message: "the sweep could read the cases of no account",
    });
    expect((await finish([failed, {}], [0])).counts).toEqual({ failed: 1 });
    expect((await finish([failed, { result: { result: "not-entitled" } }])).counts).toEqual({
      failed: 1,
      "not-entitled": 1,
    });
  });

  it("names twenty of many", async () => {
    const { lines } = await finish([
      { result: { lastSuccessAt: daysAgo(0) } },
      ...Array.from({ length: 25 }, () => ({})),
    ]);
    const facts = lines[1]?.[1];
    expect([String(facts?.accounts).split("\n").length, facts?.more]).toEqual([20, 5]);
  });

  it("writes down that an account is suspended or gone", async () => {
    const { cases, counts } = await finish([
      { state: "SUSPENDED", result: { checkedAt: daysAgo(9), lastSuccessAt: daysAgo(9), cases: 4 } },
      { state: "LEFT" },
      { result: { lastSuccessAt: daysAgo(0) } },
    ]);
    const results = await Promise.all([0, 1].map((number) => cases.accountResult(accountIdOf(number))));
    const written = { result: "suspended", checkedAt: now.toISOString(), watermark: undefined };
    expect({ counts, results }).toEqual({
      counts: { ok: 1 },
      results: [
        {
          ...written,
          accountId: accountIdOf(0),
          reason: "the account is SUSPENDED, not ACTIVE",
          cases: 4,
          lastSuccessAt: daysAgo(9),
        },
        {
          ...written,
          accountId: accountIdOf(1),
          reason: "the account left the organization",
          cases: 0,
          lastSuccessAt: undefined,
        },
      ],
    });
  });
});
