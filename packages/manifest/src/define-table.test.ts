import { defineTable } from "./define-table";

const accounts = {
  name: "accounts",
  summary: "Every account",
  stack: "infrasec-admin-global",
  partitionKey: "accountId",
};

describe("defineTable", () => {
  it("keeps the declaration", () => {
    expect(defineTable(accounts)).toEqual(accounts);
  });

  it("reports all problems together", () => {
    expect(() => defineTable({ ...accounts, name: "The_Accounts", summary: "" })).toThrow(
      new Error("table The_Accounts: its name must be kebab-case; it needs a summary"),
    );
  });
});
