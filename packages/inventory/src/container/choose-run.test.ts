import { inventoryPolicyWith } from "@orgwatch/core/inventory/policy";
import type { AccountFacts } from "@orgwatch/core/organization/walk-organization";
import { chooseRun } from "./choose-run";

const run = "2030-01-06T04:00:00.000Z";
const account = (id: string, state: AccountFacts["state"] = "ACTIVE"): AccountFacts => ({
  id,
  name: `account ${id.slice(0, 1)}`,
  state,
});
const [ones, twos, threes, fours] = ["1", "2", "3", "4"].map((digit) => digit.repeat(12)) as [
  string,
  string,
  string,
  string,
];
const accounts = [account(threes), account(ones), account(twos, "SUSPENDED"), account(fours)];
const settings = { INCLUDE_ACCOUNTS: [], REGIONS: ["us-east-1", "eu-west-1"], POLICY: inventoryPolicyWith() };

it("looks at all active accounts when the list is empty, a whole account in each pod", () => {
  const POLICY = inventoryPolicyWith({ exemptAccounts: [fours], leaveOut: ["logs/log-group"] });
  expect(chooseRun(run, accounts, { ...settings, POLICY })).toEqual({
    file: {
      scope: {
        run,
        accounts: [
          { id: ones, name: "account 1" },
          { id: threes, name: "account 3" },
        ],
        regions: ["us-east-1", "eu-west-1"],
        exempt: [fours],
        leaveOut: ["logs/log-group"],
        cloudControl: [],
        isPart: false,
      },
      items: [
        { run, from: 0, to: 3 },
        { run, from: 3, to: 6 },
      ],
    },
    missing: [],
  });
});

it("looks at the included accounts only, and says which of them are not active", () => {
  const unknown = "9".repeat(12);
  const chosen = chooseRun(run, accounts, { ...settings, INCLUDE_ACCOUNTS: [fours, twos, unknown] });
  expect({
    accounts: chosen.file.scope.accounts.map(({ id }) => id),
    isPart: chosen.file.scope.isPart,
    missing: chosen.missing,
  }).toEqual({ accounts: [fours], isPart: false, missing: [twos, unknown] });
});

it.each([
  [[twos], "The inventory cannot begin: none of the 1 known accounts is active"],
  [
    ["9".repeat(12)],
    "The inventory cannot begin: Organizations lists 4 accounts, and none of those in INCLUDE_ACCOUNTS (999999999999)",
  ],
])("does not begin when nobody of %j can be looked at", (included, words) => {
  expect(() => chooseRun(run, accounts, { ...settings, INCLUDE_ACCOUNTS: included })).toThrow(words);
});

it("shares 10,000 accounts among 1,000 pods, none twice, in a list that fits into a ConfigMap", () => {
  const many = Array.from({ length: 10_000 }, (_, index) => ({
    id: String(index + 100_000_000_000),
    name: "n".repeat(50),
    state: "ACTIVE" as const,
  }));
  const { file } = chooseRun(run, many, settings);
  expect({
    items: file.items.length,
    gaps: file.items.filter(({ from }, index) => from !== (file.items[index - 1]?.to ?? 0)),
    last: file.items.at(-1)?.to,
    fits: Buffer.byteLength(JSON.stringify(file)) < 1_048_576,
  }).toEqual({ items: 1000, gaps: [], last: 30_000, fits: true });
});
