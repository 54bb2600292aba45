import type { Account } from "./account";
import { selectAccounts } from "./select-accounts";

const workloads = { id: "ou-work", name: "Workloads" };
const production = { id: "ou-prod", name: "Production" };
const account = (id: string, ...organizationalUnits: { id: string; name: string }[]): Account => ({
  id,
  name: `account ${id}`,
  state: "ACTIVE",
  organizationalUnits,
});
const management = account("111111111111");
const build = account("222222222222", workloads);
const payments = account("333333333333", workloads, production);
const all = [management, build, payments];

describe("selectAccounts", () => {
  it("takes every account without a selection", () => {
    expect(selectAccounts(all, {})).toEqual({ selected: all, unmatched: [] });
    expect(selectAccounts(all, { include: { accounts: [] } })).toEqual({ selected: all, unmatched: [] });
  });

  it("includes by id, and by an OU anywhere above", () => {
    expect(
      selectAccounts(all, { include: { accounts: [management.id], organizationalUnits: ["ou-prod"] } }),
    ).toEqual({ selected: [management, payments], unmatched: [] });
    expect(selectAccounts(all, { include: { organizationalUnits: ["ou-work"] } })).toEqual({
      selected: [build, payments],
      unmatched: [],
    });
  });

  it("lets exclude win over include", () => {
    expect(
      selectAccounts(all, {
        include: { organizationalUnits: ["ou-work"] },
        exclude: { organizationalUnits: ["ou-prod"] },
      }),
    ).toEqual({ selected: [build], unmatched: [] });
    expect(selectAccounts(all, { exclude: { accounts: [build.id] } })).toEqual({
      selected: [management, payments],
      unmatched: [],
    });
  });

  it("names what matches nothing", () => {
    expect(
      selectAccounts(all, {
        include: { accounts: [build.id, "999999999999"] },
        exclude: { organizationalUnits: ["ou-gone"] },
      }),
    ).toEqual({ selected: [build], unmatched: ["999999999999", "ou-gone"] });
  });
});
