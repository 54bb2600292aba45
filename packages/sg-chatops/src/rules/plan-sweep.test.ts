import type { AccountEntry } from "@orgwatch/core/organization/account-entry";
import { planSweep } from "./plan-sweep";

const now = new Date("2030-01-07T09:00:00Z");
const startedAt = now.toISOString();
const regions = ["eu-west-1", "us-east-1"];
const idOf = (number: number) => String(number).padStart(12, "0");
const entry = (number: number, state: AccountEntry["state"] = "ACTIVE"): AccountEntry => ({
  accountId: idOf(number),
  name: `acme-${number}`,
  state,
  organizationalUnits: [],
  team: "platform",
  refreshedAt: startedAt,
});
const organization = (count: number) => Array.from({ length: count }, (_, number) => entry(number));

describe("planning a sweep of rules", () => {
  it("takes active accounts, or those that were asked for, each once", () => {
    const entries = [entry(2), entry(1), entry(3, "SUSPENDED"), entry(4, "LEFT")];
    const item = (number: number) => ({ accounts: [idOf(number)], regions, startedAt });
    expect([
      planSweep(entries, {}, { regions, now }),
      planSweep(entries, { accounts: [idOf(2), idOf(2)] }, { regions, now }),
    ]).toEqual([
      { accounts: 2, startedAt, items: [item(1), item(2)] },
      { accounts: 1, startedAt, items: [item(2)] },
    ]);
  });

  it.each([
    [1000, 17],
    [5000, 30],
    [10_000, 17],
    [10_000, 40],
  ])("fits %i accounts with %i regions into a state of Step Functions", (count, many) => {
    const named = Array.from({ length: many }, (_, number) => `ap-southeast-${number}`);
    const plan = planSweep(organization(count), {}, { regions: named, now });
    const asked = { accounts: organization(count).map(({ accountId }) => accountId) };
    expect(plan.items.flatMap(({ accounts }) => accounts)).toEqual(asked.accounts);
    expect(Buffer.byteLength(JSON.stringify({ plan }))).toBeLessThan(262_144 * 0.9);
    // No lambda gets more than it can read within its time, several runs of it included.
    expect(Math.max(...plan.items.map(({ accounts }) => accounts.length))).toBeLessThanOrEqual(120);
  });

  it.each([
    ["no account at all", [], {}, "The table of accounts is empty: account-directory fills it"],
    ["no active one", [entry(1, "SUSPENDED")], {}, "None of the 1 known accounts is active"],
    ["none asked for", [entry(1)], { accounts: [] }, "The sweep cannot begin: it was asked for no account"],
    [
      "unknown and suspended ones",
      [entry(1), entry(2, "SUSPENDED")],
      { accounts: [idOf(2), idOf(5), idOf(1)] },
      `The sweep cannot begin: not known, or not active: ${idOf(2)}, ${idOf(5)}`,
    ],
    ["too many", organization(15_000), {}, "The sweep cannot begin: 15000 accounts are too many for one run"],
  ])("refuses %s, in words", (_, entries, asked, message) => {
    expect(() => planSweep(entries, asked, { regions, now })).toThrow(message);
  });
});
