import type { AccountResult } from "@orgwatch/core/support-cases/case";
import type { SweepState } from "../home-region";
import { account, type MemoryHome, now, runCases } from "./testing/memory-home";

const arn = "arn:aws:states:us-west-2:222222222222:execution:orgwatch-case-sweep:e-1";
const accounts = [account("111111111111", "payments"), account("222222222222", "legacy")];
const result = (accountId: string, changes: Partial<AccountResult> = {}): AccountResult => ({
  accountId,
  result: "ok",
  cases: 3,
  checkedAt: "2030-01-07T09:31:00.000Z",
  lastSuccessAt: "2030-01-07T09:31:00.000Z",
  ...changes,
});
const state = (status: SweepState["status"], reason?: string): SweepState => ({ status, reason });
const held: MemoryHome = {
  accounts,
  results: [
    result("111111111111"),
    result("222222222222", { result: "not-entitled", lastSuccessAt: undefined }),
  ],
  sweep: [state("running"), state("running"), state("succeeded")],
};
const table = `
account                  result        last success                  cases  note
legacy (222222222222)    not-entitled  -                             3
payments (111111111111)  ok            2030-01-07 10:31 (09:31 UTC)  3

2 accounts: 1 not-entitled, 1 ok. Stale: 0.
Times are in Europe/Berlin.
`;

it("starts the sweep and says where its results will be", async () => {
  expect(await runCases(["sync"], held)).toEqual({
    code: 0,
    err: "",
    started: [{}],
    out: `Started: the sweep of all accounts.
  ${arn}
It runs in AWS. What became of each account: orgwatch cases accounts
`,
  });
});

it("starts it for some accounts, by name or id, with all of their history", async () => {
  const args = ["sync", "--full", "--account", "Payments", "222222222222", "111111111111"];
  const { started, out } = await runCases(args, held);
  expect([started, out.split("\n")[0]]).toEqual([
    [{ accounts: ["111111111111", "222222222222"], full: true }],
    "Started: the sweep of 111111111111, 222222222222, all of their history.",
  ]);
});

it("waits until it has ended, and tells the results", async () => {
  const waits: number[] = [];
  const wait = async (ms: number) => void waits.push(ms);
  expect([await runCases(["sync", "--wait"], held, { wait }), waits]).toEqual([
    {
      code: 0,
      err: "",
      started: [{}],
      out: `Started: the sweep of all accounts.\n  ${arn}\n${table}`,
    },
    [5000, 5000],
  ]);
});

it.each<[string, MemoryHome, string, string]>([
  [
    "an account could not be read",
    { ...held, results: [result("111111111111", { result: "throttled" }), result("222222222222")] },
    "",
    "Times are in Europe/Berlin.",
  ],
  [
    "an account was not reached",
    {
      ...held,
      results: [result("111111111111", { checkedAt: "2030-01-04T00:00:00.000Z" }), result("222222222222")],
    },
    "",
    "Not reached by this sweep: 111111111111",
  ],
  [
    "it failed",
    { ...held, sweep: [state("failed", "States.TaskFailed: \u001bno active account")] },
    "orgwatch: the sweep ended as failed: States.TaskFailed: no active account\n",
    "Times are in Europe/Berlin.",
  ],
  [
    "it was stopped",
    { ...held, sweep: [state("stopped")] },
    "orgwatch: the sweep ended as stopped\n",
    "Times are in Europe/Berlin.",
  ],
])("fails when %s", async (_, home, words, last) => {
  const { code, err, out } = await runCases(["sync", "--wait"], home);
  expect([code, err, out.split("\n").at(-2)]).toEqual([1, words, last]);
});

it("leaves it running when the user waits no longer", async () => {
  const stop = new AbortController();
  const wait = async () => stop.abort();
  const running = { ...held, sweep: [state("running")] };
  expect(await runCases(["sync", "--wait"], running, { wait, signal: stop.signal, now: () => now })).toEqual({
    code: 1,
    err: "",
    started: [{}],
    out: `Started: the sweep of all accounts.
  ${arn}
Not waiting any longer: the sweep goes on in AWS. Its results: orgwatch cases accounts
`,
  });
});

it("starts nothing for an account that nobody knows, and says where there is no sweep", async () => {
  const unknown = await runCases(["sync", "--account", "999999999999"], held);
  const missing = await runCases(["sync"], { accounts });
  expect([unknown, missing]).toEqual([
    {
      code: 2,
      out: "",
      started: [],
      err: "orgwatch: the account directory knows no account 999999999999: give its id or its whole name\n",
    },
    {
      code: 1,
      out: "",
      started: [],
      err: "orgwatch: NotInThisRegion: there is no sweep orgwatch-case-sweep in us-west-2: is this the security account, and its home region (--region)?\n",
    },
  ]);
});
