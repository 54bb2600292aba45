import type { AccountEntry } from "@orgwatch/core/organization/account-entry";
import { chooseScope } from "./choose-scope";
import type { Asked } from "./run-input";

const watched = ["eu-west-1", "us-east-1"];
const idOf = (number: number) => String(100_000_000_000 + number);
const entry = (number: number, state: AccountEntry["state"] = "ACTIVE") => ({
  ...{ accountId: idOf(number), name: `acme-${number}`, state },
});
const organization = [entry(3), entry(1), entry(2), entry(4, "SUSPENDED"), entry(5, "LEFT")];
const account = (number: number) => ({ id: idOf(number), name: `acme-${number}` });
const choose = (asked: Asked, exemptAccounts: string[] = [], entries = organization) =>
  chooseScope(entries, watched, asked, { exemptAccounts });

describe("what an inventory looks at", () => {
  it.each<[string, Asked]>([
    ["nothing was asked for", {}],
    ["empty lists were asked for", { accounts: [], regions: [] }],
  ])("is every active account in all watched regions when %s", (_, asked) => {
    expect(choose(asked, [idOf(2), idOf(9)])).toEqual({
      ...{ accounts: [account(1), account(3)], regions: watched, exempt: [idOf(2)], isPart: false },
    });
  });

  it("is what was asked for, once, and then it is a part only", () => {
    const asked = { accounts: [idOf(3), idOf(3), idOf(2)], regions: ["global", "us-east-1", "us-east-1"] };
    expect(choose(asked, [idOf(2)])).toEqual({
      ...{ accounts: [account(3)], regions: ["us-east-1"], exempt: [idOf(2)], isPart: true },
    });
    expect(choose({ regions: ["us-east-1"] })).toMatchObject({ regions: ["us-east-1"], isPart: true });
  });

  it("has accounts without a name", () => {
    expect(choose({}, [], [{ ...entry(1), name: " " }]).accounts).toEqual([{ id: idOf(1) }]);
  });

  it.each<[string, Asked, string[], typeof organization, string]>([
    ["no account at all", {}, [], [], "The table of accounts is empty: account-directory fills it"],
    [
      "no active one",
      {},
      [],
      [entry(4, "SUSPENDED")],
      "The inventory cannot begin: none of the 1 known accounts is active",
    ],
    [
      "only exempt ones",
      {},
      [idOf(1)],
      [entry(1)],
      "The inventory cannot begin: all of its accounts are exempt",
    ],
    [
      "several wrong wishes",
      { accounts: [idOf(9), idOf(4), idOf(1)], regions: ["us-east-1", "ap-south-1"] },
      [],
      organization,
      `The inventory cannot begin: the account ${idOf(9)} is unknown; the account acme-4 (${idOf(4)}) is SUSPENDED, not ACTIVE; the region ap-south-1 is not watched (eu-west-1, us-east-1)`,
    ],
    [
      "nothing but global",
      { regions: ["global"] },
      [],
      organization,
      "The inventory cannot begin: global is read in any case: name a region too",
    ],
  ])("is refused for good, in words: %s", (_, asked, exempt, entries, message) => {
    const failure = expect.objectContaining({ name: "NeverAgain", message });
    expect(() => choose(asked, exempt, entries)).toThrow(failure);
  });
});
