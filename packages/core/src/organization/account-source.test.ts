import { accountSourceOf } from "./account-source";

const roleArn = "arn:aws:iam::111111111111:role/OrgListAccountsViewer";

describe("accountSourceOf", () => {
  it("reads Organizations through the management account's role", () => {
    expect(accountSourceOf("organizations", roleArn)).toEqual({ kind: "organizations", roleArn });
  });

  it("reads a fixed list, whose accounts are active and in no OU", () => {
    expect(accountSourceOf({ fixed: [{ id: "111111111111", name: "payments" }] }, roleArn)).toEqual({
      kind: "fixed",
      accounts: [{ id: "111111111111", name: "payments", state: "ACTIVE", organizationalUnits: [] }],
    });
  });

  it.each([
    ["nothing", undefined],
    ["another word", "hunter2-secret"],
    ["an empty list", { fixed: [] }],
    ["an id that is none", { fixed: [{ id: "hunter2-secret", name: "payments" }] }],
    ["an account without a name", { fixed: [{ id: "111111111111" }] }],
  ])("refuses %s, and repeats no value", (_, setting) => {
    expect(() => accountSourceOf(setting, roleArn)).toThrow(
      new Error(
        'The setting account-source must be "organizations", or {"fixed": [{"id": <12 digits>, "name": <text>}, …]}',
      ),
    );
  });

  it("refuses an account that is listed twice", () => {
    const twice = { id: "111111111111", name: "payments" };
    expect(() => accountSourceOf({ fixed: [twice, twice] }, roleArn)).toThrow(
      new Error("The setting account-source names the account fixed[1] twice"),
    );
  });
});
