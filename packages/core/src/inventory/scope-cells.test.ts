import { cellsBetween, regionsOfScope } from "./scope-cells";

const scope = { accounts: [{ id: "a" }, { id: "b" }], regions: ["eu-west-1", "us-east-1"] };
const words = (from: number, to: number) =>
  cellsBetween(scope, from, to).map(({ account, region }) => `${account} ${region}`);

it("goes account by account, and begins with what belongs to no region", () => {
  expect([regionsOfScope(scope), words(0, 6)]).toEqual([
    ["global", "eu-west-1", "us-east-1"],
    ["a global", "a eu-west-1", "a us-east-1", "b global", "b eu-west-1", "b us-east-1"],
  ]);
});

it("cuts slices that fit together, and ends with the last account", () => {
  expect([words(0, 2), words(2, 4), words(4, 99), words(9, 3)]).toEqual([
    ["a global", "a eu-west-1"],
    ["a us-east-1", "b global"],
    ["b eu-west-1", "b us-east-1"],
    [],
  ]);
});
