import type { AccountEntry } from "@orgwatch/core/organization/account-entry";
import { tagPolicyWith } from "@orgwatch/core/tag-audit/policy";
import type { TagPolicy } from "@orgwatch/manifest/tag-policy";
import { accountIdOf } from "../../testing/simulated-organization";
import { chooseScope } from "./choose-scope";
import { planRun } from "./plan-run";
import type { Asked, RunScope } from "./run-input";

const runId = "2030-01-07T09:00:00.000Z";
const watched = ["eu-west-1", "us-east-1"];
const entry = (number: number, state: AccountEntry["state"] = "ACTIVE"): AccountEntry => ({
  accountId: accountIdOf(number),
  name: `acme-${number}`,
  state,
  organizationalUnits: [],
  team: "platform",
  refreshedAt: runId,
});
const organization = (count: number) => Array.from({ length: count }, (_, number) => entry(number));
const policy = (part: Partial<TagPolicy> = {}) => tagPolicyWith({ schemes: [], ...part });
const exempting = (...numbers: number[]) => ({
  exempt: { accounts: numbers.map(accountIdOf), tagKey: "until", mostDays: 90 },
});
const scopeOf = (
  entries: readonly AccountEntry[],
  asked: Asked = {},
  part: Partial<TagPolicy> = {},
): RunScope => ({
  runId,
  ...chooseScope(entries, watched, asked, policy(part)),
  people: false,
});

describe("what a tag audit looks at", () => {
  it("takes active accounts in all watched regions, and names the exempt ones apart", () => {
    const entries = [entry(3), entry(1), entry(2), entry(4, "SUSPENDED"), entry(5, "LEFT")];
    expect(scopeOf(entries, {}, exempting(2, 9))).toEqual({
      runId,
      accounts: [accountIdOf(1), accountIdOf(3)],
      regions: watched,
      exempt: [accountIdOf(2)],
      people: false,
    });
  });

  it("takes what was asked for, once", () => {
    const asked = { accounts: [accountIdOf(3), accountIdOf(3)], regions: ["us-east-1", "us-east-1"] };
    expect(scopeOf(organization(9), asked)).toMatchObject({
      accounts: [accountIdOf(3)],
      regions: ["us-east-1"],
    });
  });

  it("looks for the canary in its account, exempt or not", () => {
    const canary = { kind: "instance", accountId: accountIdOf(1), tags: { Name: "canary" } } as const;
    expect(scopeOf(organization(3), {}, { ...exempting(1, 2), canary })).toMatchObject({
      accounts: [accountIdOf(0), accountIdOf(1)],
      exempt: [accountIdOf(2)],
    });
  });

  it.each<[string, AccountEntry[], Asked, Partial<TagPolicy>, string]>([
    ["no account at all", [], {}, {}, "The table of accounts is empty: account-directory fills it"],
    ["no active one", [entry(1, "SUSPENDED")], {}, {}, "or none of the 1 known ones is active"],
    ["none asked for", [entry(1)], { accounts: [] }, {}, "it was asked for no account"],
    ["no region asked for", [entry(1)], { regions: [] }, {}, "it was asked for no region"],
    ["only exempt ones", [entry(1)], {}, exempting(1), "all of its accounts are exempt"],
    [
      "unknown and suspended ones, and a region nobody watches",
      [entry(1), entry(2, "SUSPENDED")],
      { accounts: [accountIdOf(2), accountIdOf(5)], regions: ["eu-west-9"] },
      {},
      `The tag audit cannot begin: the account acme-2 (${accountIdOf(2)}) is SUSPENDED, not ACTIVE; the account ${accountIdOf(5)} is unknown; the region eu-west-9 is not watched (eu-west-1, us-east-1)`,
    ],
  ])("refuses %s, in words", (_, entries, asked, part, message) => {
    expect(() => scopeOf(entries, asked, part)).toThrow(message);
  });
});

describe("planning a tag audit", () => {
  it("gives each account a batch of its own while there are workers, and names a few exempt accounts", () => {
    const exempt = Array.from({ length: 30 }, (_, number) => accountIdOf(number + 10));
    const scope = { ...scopeOf(organization(2)), mode: "report" as const, exempt };
    expect(planRun(scope, ["Identity Center cannot be read"], { concurrency: 100 })).toEqual({
      runId,
      accounts: 2,
      regions: 2,
      mode: "report",
      exempt: { count: 30, named: exempt.slice(0, 20) },
      warnings: ["Identity Center cannot be read"],
      items: [
        { runId, accounts: [accountIdOf(0)] },
        { runId, accounts: [accountIdOf(1)] },
      ],
    });
  });

  it.each([
    [40, 100, 40, 1],
    [200, 100, 100, 2],
    [5000, 100, 500, 10],
    [10_000, 100, 1000, 10],
    [250, 1, 25, 10],
    [20_000, 100, 1000, 20],
  ])("plans %i accounts for %i workers as %i batches of at most %i", (count, concurrency, items, size) => {
    const plan = planRun(scopeOf(organization(count)), [], { concurrency });
    expect({
      items: plan.items.length,
      size: Math.max(...plan.items.map(({ accounts }) => accounts.length)),
      all: plan.items.flatMap(({ accounts }) => accounts),
    }).toEqual({ items, size, all: organization(count).map(({ accountId }) => accountId) });
  });

  it("fits 10,000 accounts into a state of Step Functions", () => {
    const plan = planRun(scopeOf(organization(10_000)), ["w".repeat(400)], { concurrency: 100 });
    expect(Buffer.byteLength(JSON.stringify({ mode: "report", plan }))).toBeLessThan(262_144 * 0.9);
  });
});
