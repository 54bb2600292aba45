import type { AccountEntry } from "@orgwatch/core/organization/account-entry";
import { accountIdOf } from "../../testing/simulated-organization";
import { planSweep } from "./plan-sweep";

const now = new Date("2030-01-07T09:00:00Z");
const startedAt = now.toISOString();
const options = { batch: 10, concurrency: 100, now };
const entry = (number: number, state: AccountEntry["state"] = "ACTIVE"): AccountEntry => ({
  accountId: accountIdOf(number),
  name: `acme-${number}`,
  state,
  organizationalUnits: [],
  team: "platform",
  refreshedAt: startedAt,
});
const organization = (count: number) => Array.from({ length: count }, (_, number) => entry(number));

describe("planning a sweep", () => {
  it("takes active accounts only, each in a batch of its own while there are workers", () => {
    const entries = [entry(2), entry(1), entry(3, "SUSPENDED"), entry(4, "LEFT")];
    expect(planSweep(entries, {}, options)).toEqual({
      accounts: 2,
      startedAt,
      items: [
        { accounts: [accountIdOf(1)], startedAt },
        { accounts: [accountIdOf(2)], startedAt },
      ],
    });
  });

  it("takes what was asked for, once, in full", () => {
    const asked = { accounts: [accountIdOf(3), accountIdOf(3)], full: true };
    expect(planSweep(organization(9), asked, options)).toEqual({
      accounts: 1,
      startedAt,
      items: [{ accounts: [accountIdOf(3)], full: true, startedAt }],
    });
  });

  it.each([
    [40, {}, 40, 1],
    [5000, {}, 500, 10],
    [10_000, {}, 1000, 10],
    [10_000, { batch: 1 }, 1000, 10],
    [250, { concurrency: 1, batch: 100 }, 3, 100],
  ])("plans %i accounts with %j as %i batches of at most %i", (count, changed, items, size) => {
    const plan = planSweep(organization(count), {}, { ...options, ...changed });
    expect({
      items: plan.items.length,
      size: Math.max(...plan.items.map(({ accounts }) => accounts.length)),
      all: plan.items.flatMap(({ accounts }) => accounts),
    }).toEqual({ items, size, all: organization(count).map(({ accountId }) => accountId) });
  });

  it("fits 10,000 accounts into a state of Step Functions", () => {
    const plan = planSweep(organization(10_000), { full: true }, options);
    expect(Buffer.byteLength(JSON.stringify({ full: true, plan }))).toBeLessThan(262_144 * 0.9);
  });

  it.each([
    ["no account at all", [], {}, "The table of accounts is empty: account-directory fills it"],
    ["no active one", [entry(1, "SUSPENDED")], {}, "None of the 1 known accounts is active"],
    ["none asked for", [entry(1)], { accounts: [] }, "The sweep cannot begin: it was asked for no account"],
    [
      "unknown and suspended ones",
      [entry(1), entry(2, "SUSPENDED")],
      { accounts: [accountIdOf(2), accountIdOf(5), accountIdOf(1)] },
      `The sweep cannot begin: the account acme-2 (${accountIdOf(2)}) is SUSPENDED, not ACTIVE; the account ${accountIdOf(5)} is unknown`,
    ],
  ])("refuses %s, in words", (_, entries, asked, message) => {
    expect(() => planSweep(entries, asked, options)).toThrow(message);
  });
});
