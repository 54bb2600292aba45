import { schemeFor } from "./choose-scheme";
import { scheme } from "./testing/samples";

const schemes = [
  scheme({ name: "everybody" }),
  scheme({ name: "workloads", organizationalUnits: ["ou-workloads"] }),
  scheme({ name: "production", organizationalUnits: ["ou-production"] }),
  scheme({ name: "payments", accounts: ["111111111111"] }),
];

it.each([
  ["the account's own scheme before its OU's", "111111111111", ["ou-workloads", "ou-production"], "payments"],
  ["the nearest OU's", "222222222222", ["ou-workloads", "ou-production"], "production"],
  ["an OU's further up", "222222222222", ["ou-workloads", "ou-tests"], "workloads"],
  ["the one that names nobody", "222222222222", ["ou-sandbox"], "everybody"],
  ["the one that names nobody, right below the root", "222222222222", [], "everybody"],
])("takes %s", (_, id, organizationalUnits, expected) => {
  expect(schemeFor({ id, organizationalUnits }, schemes)?.name).toBe(expected);
});

it("asks nothing of an account for which no scheme holds", () => {
  expect(schemeFor({ id: "222222222222", organizationalUnits: [] }, schemes.slice(1))).toBeUndefined();
});
