import { account } from "../../cases/testing/memory-home";
import { runAudit } from "../testing/memory-audit";
import { runId, violation } from "../testing/sample-violations";

const at = "2030-01-02T09:00:00.000Z";
const earlier = "2030-01-02T09:00:00.000Z";
const shown = violation("i-1", {
  instance: {
    tags: { Name: "batch\u001b[2J", Department: "it" },
    keeper: { kind: "auto-scaling", name: "workers", also: ["eks"] },
  },
  exemptionRefused: "orgwatch:tag-exempt-until ended on 2029-02-01",
  unproven: [{ key: "created_by", words: "whether created_by “ana” exists could not be looked up" }],
  acts: [
    { what: "warn", runId: earlier, intendedAt: at, endedAt: at, outcome: "done" },
    {
      what: "stop",
      runId,
      intendedAt: "2030-01-07T09:11:00.000Z",
      outcome: "refused",
      words: "no \u001b[31mright",
    },
    { what: "terminate", runId, intendedAt: "2030-01-07T09:12:00.000Z" },
  ],
});
const held = { accounts: [account("444444444444", "payments")], violations: [violation("i-0"), shown] };

it.each([
  ["the instance's id", "i-1"],
  ["the violation's", "444444444444/eu-central-1/i-1"],
])("shows everything of a violation by %s", async (_, id) => {
  const { code, out, err } = await runAudit(["show", id], held);
  expect({ code, out, err }).toEqual({
    code: 0,
    err: "",
    out: `i-1 in eu-central-1
  violation   444444444444/eu-central-1/i-1
  account     payments (444444444444)
  instance    running, m7g.large
  created     2029-12-01 09:00 (08:00 UTC)
  launched    2029-12-24 09:00 (08:00 UTC)
  kept by     workers (auto-scaling, eks)
  scheme      everybody
  status      warned
  exemption   orgwatch:tag-exempt-until ended on 2029-02-01
  first seen  2030-01-01 10:00 (09:00 UTC)
  last seen   2030-01-07 10:02 (09:02 UTC)
  next        stop 2030-01-08 10:00 (09:00 UTC)

problems
  department is missing (there is Department)

could not be judged
  whether created_by “ana” exists could not be looked up

tags
  Name = batch [2J
  Department = it

acts
  2030-01-02 10:00 (09:00 UTC)  warn       done                                 (run 2030-01-02T09:00:00.000Z)
  2030-01-07 10:11 (09:11 UTC)  stop       refused: no [31mright                (run 2030-01-07T09:00:00.000Z)
  2030-01-07 10:12 (09:12 UTC)  terminate  begun, and nobody knows its end yet  (run 2030-01-07T09:00:00.000Z)

Times are in Europe/Berlin.
`,
  });
});

it("prints it as it is stored with --json", async () => {
  const { out } = await runAudit(["show", "i-1", "--json"], held);
  expect(JSON.parse(out)).toEqual({ ...shown, revision: 1 });
});

it("finds one that has ended", async () => {
  const mended = violation("i-2", { status: "mended", endedAt: "2030-01-05T09:00:00.000Z", next: undefined });
  const { code, out } = await runAudit(["show", "i-2"], { violations: [mended] });
  expect([code, out.split("\n").filter((line) => /status|ended/.test(line))]).toEqual([
    0,
    ["  status      mended", "  ended       2030-01-05 10:00 (09:00 UTC)"],
  ]);
});

it.each(["i-404", "444444444444/eu-central-1/i-404"])("says so when there is none: %s", async (id) => {
  const { code, out, err } = await runAudit(["show", id], held);
  expect({ code, out, err }).toEqual({
    code: 1,
    out: "",
    err: `orgwatch: no run of the tag audit has found a violation ${id}\n`,
  });
});
