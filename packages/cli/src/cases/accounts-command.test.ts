import type { AccountResult } from "@orgwatch/core/support-cases/case";
import { account, type MemoryHome, runCases } from "./testing/memory-home";

const result = (accountId: string, changes: Partial<AccountResult> = {}): AccountResult => ({
  accountId,
  result: "ok",
  cases: 3,
  checkedAt: "2030-01-07T08:00:00.000Z",
  lastSuccessAt: "2030-01-07T08:00:00.000Z",
  ...changes,
});
const held: MemoryHome = {
  accounts: [
    account("111111111111", "payments"),
    account("222222222222", "legacy"),
    account("333333333333", "broken"),
    account("444444444444", "new"),
    { ...account("888888888888", "forgotten"), refreshedAt: "2030-01-03T09:30:44.000Z" },
    account("555555555555", "asleep", "SUSPENDED"),
    account("666666666666", "gone", "LEFT"),
    account("777777777777", "gone with cases", "LEFT"),
  ],
  results: [
    result("111111111111"),
    result("222222222222", {
      result: "not-entitled",
      reason: "no support plan",
      cases: 0,
      lastSuccessAt: undefined,
    }),
    result("333333333333", {
      result: "no-role",
      reason: "GetSupportInfoRole\u001b denied",
      cases: 12,
      lastSuccessAt: "2030-01-03T09:30:44.000Z",
    }),
    result("555555555555", { result: "suspended", cases: 0, lastSuccessAt: "2029-01-01T00:00:00.000Z" }),
    result("777777777777", { lastSuccessAt: "2029-01-01T00:00:00.000Z" }),
  ],
};

it("shows each account's last result", async () => {
  expect(await runCases(["accounts"], held)).toEqual({
    code: 0,
    err: "",
    started: [],
    out: `account                         result        last success                  cases  note
asleep (555555555555)           suspended     2029-01-01 01:00 (00:00 UTC)  0      suspended
broken (333333333333)           no-role       2030-01-03 10:30 (09:30 UTC)  12     stale: no success for 4 days; GetSupportInfoRole denied
forgotten (888888888888)        never read    -                             -      stale: no success for 4 days
gone with cases (777777777777)  ok            2029-01-01 01:00 (00:00 UTC)  3      left
legacy (222222222222)           not-entitled  -                             0      no support plan
new (444444444444)              never read    -                             -
payments (111111111111)         ok            2030-01-07 09:00 (08:00 UTC)  3

7 accounts: 2 never read, 1 no-role, 1 not-entitled, 2 ok, 1 suspended. Stale: 2.
Times are in Europe/Berlin.
`,
  });
});

it("shows and tells by its exit code who is stale", async () => {
  const { code, out } = await runCases(["accounts", "--stale", "--json"], held);
  expect({ code, ...JSON.parse(out) }).toEqual({
    code: 1,
    accounts: [
      { accountId: "333333333333", name: "broken", state: "ACTIVE", result: held.results?.[2], stale: true },
      { accountId: "888888888888", name: "forgotten", state: "ACTIVE", stale: true },
    ],
  });
});

it("says when nobody is", async () => {
  const fresh = { accounts: [account("111111111111", "payments")], results: [result("111111111111")] };
  const { code, out } = await runCases(["accounts", "--stale"], fresh);
  expect([code, out]).toEqual([0, "No stale accounts.\n"]);
});
