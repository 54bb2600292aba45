import { account } from "../../cases/testing/memory-home";
import type { SweepState } from "../../home-region";
import { runAudit } from "../testing/memory-audit";
import { cell, runId } from "../testing/sample-violations";

const accounts = [account("444444444444", "payments")];
const succeeded: SweepState = { status: "succeeded", reason: undefined };
const run = { runId, startedAt: runId, finishedAt: "2030-01-07T09:12:00.000Z", accounts: 2, cells: 4 };
const well = { accounts, sweep: [succeeded], runs: [run], cells: [cell("eu-central-1"), cell("us-east-1")] };

it("says that all is well", async () => {
  const { code, out, err } = await runAudit(["status"], well);
  expect({ code, out, err }).toEqual({
    code: 0,
    err: "",
    out: `Run 2030-01-07T09:00:00.000Z, finished 2030-01-07 10:12 (09:12 UTC)
Last started 2030-01-07 10:30 (09:30 UTC): succeeded.
2 accounts and regions: 2 ok; 40 instances, 4 violations, 2 exempt.
Canaries: 2 seen.

Times are in Europe/Berlin.
`,
  });
});

it("names what could not be read, and canaries that were not seen", async () => {
  const held = {
    ...well,
    runs: [],
    sweep: [{ status: "failed", reason: "States.TaskFailed: \u001bno" }] as const,
    cells: [
      cell("us-east-1", { canary: "missing", canaryWords: "3 instances, 40 the last time" }),
      cell("eu-central-1", { canary: "unproven", canaryWords: "only 3 instances the last time" }),
      cell("eu-west-1", {
        accountId: "555555555555",
        result: "failed",
        reason: "no\u001b role",
        instances: 0,
        violations: 0,
        exempt: 0,
      }),
      cell("ap-east-1", { result: "skipped", instances: 0, violations: 0, exempt: 0, canary: "unproven" }),
      cell("us-west-2", { runId: "2030-01-06T09:00:00.000Z" }),
    ],
  };
  const { code, out } = await runAudit(["status"], held);
  expect([code, out]).toEqual([
    1,
    `Run 2030-01-07T09:00:00.000Z, not finished
Last started 2030-01-07 10:30 (09:30 UTC): failed: States.TaskFailed: no.
4 accounts and regions: 2 ok, 1 skipped, 1 failed; 40 instances, 4 violations, 2 exempt.
Canaries: 1 unproven, 1 missing.
1 account and region only looked at by earlier runs.

Could not be read:
  555555555555  eu-west-1  no role

Nothing may be done there, because the canary was not seen:
  payments (444444444444)  us-east-1  MISSING: 3 instances, 40 the last time

Times are in Europe/Berlin.
`,
  ]);
});

it("is not well before the first run, and says where there is no sweep", async () => {
  const never = await runAudit(["status"], { accounts, sweep: [succeeded] });
  const undeployed = await runAudit(["status", "--json"], {
    ...well,
    sweep: [{ ...succeeded, status: "running" }],
  });
  expect([never.code, never.out, undeployed.code, JSON.parse(undeployed.out)]).toEqual([
    1,
    `No run of the tag audit has looked at any account yet.
Last started 2030-01-07 10:30 (09:30 UTC): succeeded.

Times are in Europe/Berlin.
`,
    1,
    {
      execution: { arn: expect.any(String), startedAt: "2030-01-07T09:30:45.000Z", status: "running" },
      runId,
      run,
      cells: well.cells,
      others: 0,
    },
  ]);
});
