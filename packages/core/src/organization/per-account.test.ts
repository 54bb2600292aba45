import type { Account } from "./account";
import { perAccount, summaryOf } from "./per-account";

const account = (id: string, name: string): Account => ({
  id,
  name,
  state: "ACTIVE",
  organizationalUnits: [],
});
const build = account("111111111111", "build");
const payments = account("222222222222", "payments");
const web = account("333333333333", "web");
const refused = new Error("The role does not exist or does not trust us");

describe("perAccount", () => {
  it("goes on when an account fails, and answers for every account", async () => {
    const results = await perAccount(
      [build, payments, web],
      async ({ name }) => {
        if (name === "payments") throw refused;
        return name.length;
      },
      { concurrency: 2 },
    );
    expect(results).toEqual([
      { account: build, outcome: "done", value: 5 },
      { account: payments, outcome: "failed", error: refused },
      { account: web, outcome: "done", value: 3 },
    ]);
    expect(summaryOf(results)).toBe(
      "2 of 3 accounts done, 1 failed:\n" +
        "- payments (222222222222): Error: The role does not exist or does not trust us",
    );
  });

  it("says so when all went well", async () => {
    const results = await perAccount([build, web], () => Promise.resolve(undefined), { concurrency: 5 });
    expect(summaryOf(results)).toBe("2 of 2 accounts done");
  });
});
