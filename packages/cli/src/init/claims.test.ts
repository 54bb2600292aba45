import { needsUnits, readUnits, resolveClaims } from "./claims";

const accounts = [
  { id: "111111111111", name: "Shop", state: "ACTIVE" },
  { id: "222222222222", name: "twin", state: "ACTIVE" },
  { id: "333333333333", name: "Twin", state: "ACTIVE" },
] as const;
const units = [
  { id: "ou-ab12-11111111", name: "Workloads" },
  { id: "ou-ab12-22222222", name: "shop" },
];

it("takes ids and names, each once, and refuses what is unclear or unknown", () => {
  const words = ["111111111111", "222222222222", "workloads", "ou-ab12-11111111", "shop", "TWIN", "nobody"];
  expect(resolveClaims("app", words, accounts, units)).toEqual({
    accounts: ["111111111111", "222222222222"],
    organizationalUnits: ["ou-ab12-11111111"],
    problems: [
      "teams: shop stands for 111111111111 and ou-ab12-22222222; name one by its id",
      "teams: TWIN stands for 222222222222 and 333333333333; name one by its id",
      "teams: the organization has no account or OU nobody for app to claim",
    ],
  });
});

it("needs the OUs for everything but ids of accounts", () => {
  expect([
    needsUnits(["111111111111"], accounts),
    needsUnits(["Shop"], accounts),
    needsUnits([], accounts),
  ]).toEqual([false, true, false]);
});

it("reads the OUs of all levels", async () => {
  const below: Readonly<Record<string, readonly string[]>> = { "r-1": ["ou-1", "ou-2"], "ou-2": ["ou-3"] };
  const unitsIn = async (parent: string) => (below[parent] ?? []).map((id) => ({ id, name: id }));
  expect((await readUnits("r-1", { unitsIn })).map(({ id }) => id)).toEqual(["ou-1", "ou-2", "ou-3"]);
});
