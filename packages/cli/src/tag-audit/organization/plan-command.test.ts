import type { PlannedAct } from "@orgwatch/core/tag-audit/violation";
import { account } from "../../cases/testing/memory-home";
import { runAudit } from "../testing/memory-audit";
import { plan } from "../testing/sample-violations";

const act: PlannedAct = {
  violationId: "444444444444/eu-central-1/i-1",
  accountId: "444444444444",
  region: "eu-central-1",
  instanceId: "i-1",
  stage: "stop",
  firstSeenAt: "2030-01-01T09:00:00.000Z",
  dueAt: "2030-01-05T09:00:00.000Z",
  problems: ["department is missing", "project is empty"],
};
const last = plan({
  acts: [act, { ...act, instanceId: "i-2", stage: "warn" }, { ...act, instanceId: "i-3", stage: "warn" }],
  held: [
    { violationId: "555555555555/us-east-1/i-9", stage: "terminate", why: "us-east-1 is left alone: …" },
  ],
  warnings: ["us-east-1 is left alone: account 555555555555 could not be read (no\u001b role)"],
});
const earlier = plan({ runId: "2030-01-06T21:00:00.000Z" });
const held = { accounts: [account("444444444444", "payments")], plans: [last, earlier] };

it("shows the last run's plan: what it does, what it holds back, and why", async () => {
  const { code, out, err } = await runAudit(["plan"], held);
  expect({ code, out, err }).toEqual({
    code: 0,
    err: "",
    out: `Plan of the run 2030-01-07T09:00:00.000Z, made 2030-01-07 10:10 (09:10 UTC)

act   account                  region        instance  first seen                    because
stop  payments (444444444444)  eu-central-1  i-1       2030-01-01 10:00 (09:00 UTC)  department is missing; project is empty
warn  payments (444444444444)  eu-central-1  i-2       2030-01-01 10:00 (09:00 UTC)  department is missing; project is empty
warn  payments (444444444444)  eu-central-1  i-3       2030-01-01 10:00 (09:00 UTC)  department is missing; project is empty

3 acts: 2 warn, 1 stop.

Due, and not done:
  terminate  555555555555/us-east-1/i-9  us-east-1 is left alone: …

Warnings:
  us-east-1 is left alone: account 555555555555 could not be read (no role)

Times are in Europe/Berlin.
`,
  });
});

it("shows the plan of the run that is named, or of the last of a day", async () => {
  const { out } = await runAudit(["plan", "2030-01-06"], held);
  expect(out).toBe(`Plan of the run 2030-01-06T21:00:00.000Z, made 2030-01-07 10:10 (09:10 UTC)

Nothing is done.

Times are in Europe/Berlin.
`);
});

it("prints it as it is stored with --json", async () => {
  const { out } = await runAudit(["plan", last.runId, "--json"], held);
  expect(JSON.parse(out)).toEqual(last);
});

it.each([
  [
    ["plan", "2029"],
    1,
    "there is no plan of a run that begins with 2029; orgwatch tag-audit status says how the last run ended",
  ],
  [["plan", "../x"], 2, "a run is called by the time when it began, like 2030-01-07T09:00:00.000Z"],
])("says so when there is none: %j", async (args, code, words) => {
  const run = await runAudit(args, held);
  expect([run.code, run.out, run.err]).toEqual([code, "", `orgwatch: ${words}\n`]);
});
