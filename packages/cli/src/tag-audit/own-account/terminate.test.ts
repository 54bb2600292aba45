import { runAudit } from "../testing/memory-audit";
import {
  nothing,
  others,
  own,
  plan,
  proven,
  report,
  scheduled,
  seed,
  untagged,
  yes,
} from "../testing/sample-account";

/** The summary of who is what in the record: `intent mark i-1`. */
const written = (lines: readonly unknown[]) =>
  lines.map((line) => {
    const { record, what, instanceId, outcome, calls } = Object(line);
    return [record, what, instanceId, outcome, `after ${calls} calls`].filter((part) => part).join(" ");
  });

it("does exactly what it showed after a yes, each act recorded before and after", async () => {
  const questions: string[] = [];
  const ask = async (question: string) => questions.push(question) > 0;
  const args = [...seed, "--terminate", "--confirm", "--max-percent", "40"];
  const { record, ...run } = await runAudit(args, { own }, { ask });
  expect({ ...run, questions, path: record.path, written: written(record.lines) }).toEqual({
    code: 1,
    err: "",
    started: [],
    questions: ["Terminate these 2 instances?"],
    calls: ["mark i-case", "terminate i-case", "mark i-late", "terminate i-late"],
    out: `${report}${plan}
  us-west-1  i-case  terminated
  us-west-1  i-late  terminated

2 instances: 2 terminated. Recorded in ./orgwatch-tag-audit-20300107T093045Z.ndjson
`,
    path: "./orgwatch-tag-audit-20300107T093045Z.ndjson",
    written: [
      "plan after 0 calls",
      "intent mark i-case after 0 calls",
      "outcome mark i-case done after 1 calls",
      "intent terminate i-case after 1 calls",
      "outcome terminate i-case done after 2 calls",
      "intent mark i-late after 2 calls",
      "outcome mark i-late done after 3 calls",
      "intent terminate i-late after 3 calls",
      "outcome terminate i-late done after 4 calls",
    ],
  });
  expect(record.lines[3]).toEqual({
    record: "intent",
    violationId: "444444444444/us-west-1/i-case",
    accountId: "444444444444",
    region: "us-west-1",
    instanceId: "i-case",
    what: "terminate",
    runId: "2030-01-07T09:30:45.000Z",
    intendedAt: "2030-01-07T09:30:45.000Z",
    calls: 1,
  });
});

it.each<[string, readonly string[], Parameters<typeof runAudit>[2], number]>([
  ["the answer is no", ["--max-percent", "40"], { ask: async () => false }, 1],
  ["it would be more than a percentage of the instances", ["--max-percent", "30"], yes, 3],
  ["it would be more instances than it may", ["--max-percent", "40", "--max-instances", "1"], yes, 3],
  ["it was interrupted", ["--max-percent", "40"], { ...yes, signal: AbortSignal.abort() }, 3],
])("touches nothing when %s", async (_, options, parts, code) => {
  const run = await runAudit([...seed, "-k", "--confirm", ...options], { own }, parts);
  expect({ ...run, out: run.out.split("\n").at(-2) }).toEqual({
    ...nothing,
    code,
    err: "",
    out: "Nothing was touched.",
  });
});

it("leaves everything alone when a canary of any region is missing, whatever the others showed", async () => {
  const canary = (region: string, state: "running" | "stopped") =>
    ({ instanceId: `i-${region}`, tags: { Name: `api-canary-${region}` }, state }) as const;
  const regions = {
    "us-west-1": [canary("us-west-1", "stopped"), untagged("i-1"), ...others],
    "us-west-2": [canary("us-west-2", "running")],
  };
  const run = await runAudit([...seed, "-k", "--canary", "Name=api-canary-<region>"], { own: { regions } });
  expect({ ...run, out: run.out.split("\n").slice(3, 6), end: run.out.split("\n").slice(-9) }).toEqual({
    ...nothing,
    code: 3,
    err: "",
    out: [
      "region     instances  violations  exempt  canary",
      "us-west-1  12         1           1       seen",
      "us-west-2  1          0           1       MISSING: the canary instance is there, but it is running: nobody stopped it",
    ],
    end: [
      "Due, and not done:",
      "  terminate  444444444444/us-west-1/i-1  this run only reports, because of us-west-2",
      "",
      "Warnings:",
      "  us-west-2 is left alone: account 444444444444 lacks its canary (the canary instance is there, but it is running: nobody stopped it)",
      "  The other regions are only reported in this run",
      "",
      "Nothing was touched.",
      "",
    ],
  });
});

it("asks nobody where all canaries were seen, reads all regions before it touches one, and never takes the canary", async () => {
  const order: string[] = [];
  const heard = {
    afterRead: () => void order.push("read"),
    beforeChange: (call: string) => void order.push(call),
  };
  const { code, out, calls } = await runAudit(scheduled, { own: { regions: proven, ...heard } });
  expect({ code, calls, order: order.slice(0, 4), out: out.split("\n").slice(-6) }).toEqual({
    code: 1,
    calls: ["i-1", "i-2", "i-3"].flatMap((id) => [`mark ${id}`, `terminate ${id}`]),
    order: ["read", "read", "mark", "terminate"],
    out: [
      "  us-west-1  i-1  terminated",
      "  us-west-1  i-2  terminated",
      "  us-west-2  i-3  terminated",
      "",
      "3 instances: 3 terminated. Recorded in ./orgwatch-tag-audit-20300107T093045Z.ndjson",
      "",
    ],
  });
});
