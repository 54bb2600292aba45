import { account } from "../../cases/testing/memory-home";
import type { SweepState } from "../../home-region";
import { runAudit, sweepArn } from "../testing/memory-audit";
import { cell, runId } from "../testing/sample-violations";

const state = (status: SweepState["status"], reason?: string): SweepState => ({ status, reason });
const run = { runId, startedAt: runId, finishedAt: "2030-01-07T09:12:00.000Z", accounts: 1, cells: 1 };
const held = {
  accounts: [account("444444444444", "payments"), account("555555555555", "search")],
  sweep: [state("running"), state("running"), state("succeeded")],
  runs: [run],
  cells: [cell("eu-central-1")],
};

it("starts the sweep, follows it to its end, and tells how it went", async () => {
  const waits: number[] = [];
  const { code, out, err, started } = await runAudit(["run"], held, {
    wait: async (ms) => void waits.push(ms),
  });
  expect({ code, out, err, started, waits }).toEqual({
    code: 0,
    err: "",
    started: [{}],
    waits: [5000, 5000],
    out: `Started: the tag audit of all accounts; it acts as far as the configuration goes.
  ${sweepArn}

Run 2030-01-07T09:00:00.000Z, finished 2030-01-07 10:12 (09:12 UTC)
Last started 2030-01-07 10:30 (09:30 UTC): succeeded.
1 account and region: 1 ok; 20 instances, 2 violations, 1 exempt.
Canaries: 1 seen.

Times are in Europe/Berlin.
`,
  });
});

it("starts it for some accounts and regions, and for a report only", async () => {
  const args = [
    "--accounts",
    "Payments,555555555555",
    "--regions",
    "eu-central-1",
    "us-east-1",
    "--report-only",
  ];
  const { started, out } = await runAudit(["run", ...args], held);
  expect([started, out.split("\n")[0]]).toEqual([
    [{ accounts: ["444444444444", "555555555555"], regions: ["eu-central-1", "us-east-1"], mode: "report" }],
    "Started: the tag audit of 444444444444, 555555555555 in eu-central-1, us-east-1; it only reports.",
  ]);
});

it.each([
  [
    "it failed",
    { ...held, sweep: [state("failed", "no \u001baccounts")] },
    "orgwatch: the run ended as failed: no accounts\n",
  ],
  ["a region could not be read", { ...held, cells: [cell("eu-central-1", { result: "failed" })] }, ""],
])("fails when %s", async (_, world, words) => {
  const { code, err } = await runAudit(["run"], world);
  expect([code, err]).toEqual([1, words]);
});

it("leaves it running when the user waits no longer", async () => {
  const stop = new AbortController();
  const parts = { wait: async () => stop.abort(), signal: stop.signal };
  const { code, out } = await runAudit(["run"], { ...held, sweep: [state("running")] }, parts);
  expect([code, out.split("\n").at(-2)]).toEqual([
    1,
    "Not waiting any longer: the run goes on in AWS. How it went: orgwatch tag-audit status",
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
    "NotInThisRegion: there is no sweep orgwatch-tag-audit in us-west-2: is this the security account, and its home region (--region)?",
  ],
])("starts nothing: %j", async (args, world, code, words) => {
  const run = await runAudit(["run", ...args], world);
  expect([run.code, run.out, run.err, run.started]).toEqual([code, "", `orgwatch: ${words}\n`, []]);
});
