import { type AccountEntry, type AccountFactsEntry, changesOf, entryOf, itemOf } from "./account-entry";

const payments: AccountFactsEntry = {
  accountId: "111111111111",
  name: "payments",
  state: "ACTIVE",
  organizationalUnits: [{ id: "ou-1", name: "Workloads" }],
  team: "platform",
};
const web: AccountFactsEntry = { ...payments, accountId: "222222222222", name: "web" };
const nine = new Date("2030-01-07T09:00:00Z");
const ten = new Date("2030-01-07T10:00:00Z");
const at = (facts: AccountFactsEntry, time: Date): AccountEntry => ({
  ...facts,
  refreshedAt: time.toISOString(),
});

describe("changesOf", () => {
  it("writes everything into an empty table", () => {
    expect(changesOf([], [payments, web], nine)).toEqual({
      changed: [at(payments, nine), at(web, nine)],
      left: [],
      unchanged: 0,
    });
  });

  it("writes nothing when nothing changed", () => {
    expect(changesOf([at(payments, nine), at(web, nine)], [payments, web], ten)).toEqual({
      changed: [],
      left: [],
      unchanged: 2,
    });
  });

  it.each<[string, Partial<AccountFactsEntry>]>([
    ["renamed", { name: "payments-prod" }],
    ["suspended", { state: "SUSPENDED" }],
    ["moved", { organizationalUnits: [{ id: "ou-2", name: "Security" }] }],
    ["claimed by another team", { team: "money" }],
  ])("writes only the account that was %s", (_, change) => {
    const now = { ...payments, ...change };
    expect(changesOf([at(payments, nine), at(web, nine)], [now, web], ten)).toEqual({
      changed: [at(now, ten)],
      left: [],
      unchanged: 1,
    });
  });

  it("writes an account whose OU was renamed", () => {
    const now = { ...payments, organizationalUnits: [{ id: "ou-1", name: "Products" }] };
    expect(changesOf([at(payments, nine)], [now], ten).changed).toEqual([at(now, ten)]);
  });

  it("marks a vanished account as LEFT once, and keeps its name", () => {
    const gone = at({ ...web, state: "LEFT" }, ten);
    expect(changesOf([at(payments, nine), at(web, nine)], [payments], ten)).toEqual({
      changed: [],
      left: [gone],
      unchanged: 1,
    });
    expect(changesOf([at(payments, nine), gone], [payments], ten)).toEqual({
      changed: [],
      left: [],
      unchanged: 1,
    });
  });

  it("welcomes an account back", () => {
    expect(changesOf([at({ ...web, state: "LEFT" }, nine)], [web], ten).changed).toEqual([at(web, ten)]);
  });

  it("leaves alone what a run that began later has written", () => {
    const later = [at({ ...payments, name: "payments-prod" }, ten), at(web, ten)];
    expect(changesOf(later, [payments], nine)).toEqual({ changed: [], left: [], unchanged: 1 });
  });
});

describe("the item of an entry", () => {
  it("reads back what was written", () => {
    expect(entryOf(itemOf(at(payments, nine)))).toEqual(at(payments, nine));
  });

  it("is no entry when it has another shape", () => {
    expect(entryOf({ accountId: { S: "111111111111" } })).toBeUndefined();
    expect(entryOf({ ...itemOf(at(payments, nine)), team: { N: "1" } })).toBeUndefined();
  });

  it("keeps an entry with a state that a newer version wrote", () => {
    expect(entryOf({ ...itemOf(at(payments, nine)), state: { S: "FROZEN" } })).toEqual({
      ...at(payments, nine),
      state: "UNKNOWN",
    });
  });
});
