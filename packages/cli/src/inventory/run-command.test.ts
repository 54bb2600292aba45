import { account } from "../cases/testing/memory-home";
import type { SweepState } from "../home-region";
import { runInventory, sweepArn } from "./testing/memory-inventory";
import { denied, latest, payments, run, runs, search } from "./testing/sample-runs";

const state = (status: SweepState["status"], reason?: string): SweepState => ({ status, reason });
const held = {
  accounts: [account(payments, "payments"), account(search, "search")],
  sweep: [state("running"), state("running"), state("succeeded")],
  objects: { ...run(runs.latest, { [payments]: {} }), ...latest(runs.latest) },
};

it("starts it and does not wait", async () => {
  expect(await runInventory(["run"], held)).toEqual({
    code: 0,
    err: "",
    started: [{}],
    out: `Started: the inventory of all accounts.\n  ${sweepArn}\nHow far it is: orgwatch inventory status\n`,
  });
});

it("starts it for some accounts and regions", async () => {
  const args = ["--accounts", "Payments,555555555555", "--regions", "eu-central-1", "us-east-1"];
  const { started, out } = await runInventory(["run", ...args], held);
  expect([started, out.split("\n")[0]]).toEqual([
    [{ accounts: [payments, search], regions: ["eu-central-1", "us-east-1"] }],
    `Started: the inventory of ${payments}, ${search} in eu-central-1, us-east-1.`,
  ]);
});

it("waits for its end and tells how it went", async () => {
  const waits: number[] = [];
  const { code, out } = await runInventory(["run", "--wait"], held, {
    wait: async (ms) => void waits.push(ms),
  });
  expect([code, waits, out.split("\n").slice(2, 6)]).toEqual([
    0,
    [5000, 5000],
    [
      "",
      `Run ${runs.latest}, complete`,
      "Finished 2030-01-07 10:42 (09:42 UTC), after 42 minutes.",
      "0 resources of 2 kinds in 1 account and 2 regions.",
    ],
  ]);
});

it.each([
  [
    "it failed",
    { ...held, sweep: [state("failed", "no \u001baccounts")] },
    "orgwatch: the run ended as failed: no accounts\n",
  ],
  ["it is partial", { ...held, objects: run(runs.latest, { [payments]: { failures: [denied()] } }) }, ""],
])("fails when %s", async (_, world, words) => {
  const { code, err } = await runInventory(["run", "--wait"], world);
  expect([code, err]).toEqual([1, words]);
});

it("leaves it running when the user waits no longer", async () => {
  const stop = new AbortController();
  const parts = { wait: async () => stop.abort(), signal: stop.signal };
  const { code, out } = await runInventory(["run", "--wait"], { ...held, sweep: [state("running")] }, parts);
  expect([code, out.split("\n").at(-2)]).toEqual([
    1,
    "Not waiting any longer: the run goes on in AWS. How it went: orgwatch inventory status",
  ]);
});

it.each([
  [
    ["--accounts", "nobody"],
    held,
    2,
    "the account directory knows no account nobody: give its id or its whole name",
  ],
  [
    [],
    { ...held, sweep: undefined },
    1,
    "NotInThisRegion: there is no sweep orgwatch-inventory in us-west-2: is this the security account, and its home region (--region)?",
  ],
])("starts nothing: %j", async (args, world, code, words) => {
  const ended = await runInventory(["run", ...args], world);
  expect([ended.code, ended.out, ended.err, ended.started]).toEqual([code, "", `orgwatch: ${words}\n`, []]);
});
