import { newIdentities } from "./identities";

describe("newIdentities", () => {
  it("tells accounts' administrators, sessions and strangers apart", () => {
    const identities = newIdentities("999999999999");
    const role = {
      kind: "role",
      accountId: "222222222222",
      roleName: "reader",
      sessionName: "s",
    } as const;
    const credentials = identities.issue(role);
    expect(identities.whoIs(credentials.accessKeyId)).toEqual(role);
    expect(identities.whoIs("111111111111")).toEqual({ kind: "admin", accountId: "111111111111" });
    expect(identities.whoIs("AKIASTRANGER")).toEqual({ kind: "admin", accountId: "999999999999" });
  });
});
