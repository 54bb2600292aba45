import type { Account } from "@orgwatch/core/organization/account";
import type { Routing } from "@orgwatch/manifest/routing";
import { decideEntries } from "./decide-entries";

const channels = { default: { id: "C0000000001", name: "#security" } };
const routing: Routing = {
  defaultTeam: "platform",
  teams: [
    { name: "platform", accounts: [], organizationalUnits: [], channels },
    { name: "payments", accounts: ["222222222222"], organizationalUnits: ["ou-money"], channels },
  ],
};
const workloads = { id: "ou-work", name: "Workloads" };
const money = { id: "ou-money", name: "Money" };
const account = (id: string, organizationalUnits: Account["organizationalUnits"]): Account => ({
  id,
  name: `account ${id}`,
  state: "ACTIVE",
  organizationalUnits,
});

describe("decideEntries", () => {
  it("gives each account its team: by id, by an OU above it, or the default one", () => {
    const accounts = [
      account("111111111111", [workloads, money]),
      account("222222222222", [workloads]),
      account("333333333333", []),
    ];
    expect(decideEntries(accounts, routing)).toEqual([
      {
        accountId: "111111111111",
        name: "account 111111111111",
        state: "ACTIVE",
        organizationalUnits: [workloads, money],
        team: "payments",
      },
      {
        accountId: "222222222222",
        name: "account 222222222222",
        state: "ACTIVE",
        organizationalUnits: [workloads],
        team: "payments",
      },
      {
        accountId: "333333333333",
        name: "account 333333333333",
        state: "ACTIVE",
        organizationalUnits: [],
        team: "platform",
      },
    ]);
  });

  it("keeps closed accounts, with their state", () => {
    const closed: Account = { ...account("444444444444", [money]), state: "CLOSED" };
    expect(decideEntries([closed], routing)).toEqual([
      {
        accountId: "444444444444",
        name: "account 444444444444",
        state: "CLOSED",
        organizationalUnits: [money],
        team: "payments",
      },
    ]);
  });
});
