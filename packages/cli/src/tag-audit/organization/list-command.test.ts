import { account } from "../../cases/testing/memory-home";
import { runAudit } from "../testing/memory-audit";
import { violation } from "../testing/sample-violations";

const search = { accountId: "555555555555", region: "us-east-1" } as const;
const accounts = [account("444444444444", "payments"), account("555555555555", "search")];
const violations = [
  violation("i-warned"),
  violation("i-old", {
    instance: { ...search, state: "stopped", tags: {} },
    firstSeenAt: "2029-12-20T09:00:00.000Z",
    stage: "stop",
    next: { stage: "terminate", at: "2030-01-09T09:00:00.000Z" },
    problems: [
      { key: "department", problem: "empty", words: "department is empty" },
      { key: "project", problem: "missing", words: "project is missing" },
    ],
  }),
  violation("i-young", { firstSeenAt: "2030-01-07T09:00:00.000Z", stage: undefined, next: undefined }),
  violation("i-mended", { status: "mended", endedAt: "2030-01-05T09:00:00.000Z", next: undefined }),
];
const held = { accounts, violations };

it("lists what is open, the oldest first", async () => {
  const { code, out, err } = await runAudit(["list"], held);
  expect({ code, out, err }).toEqual({
    code: 0,
    err: "",
    out: `first seen                    status    next                                    account                  region        instance  state    problems
2029-12-20 10:00 (09:00 UTC)  stopped   terminate 2030-01-09 10:00 (09:00 UTC)  search (555555555555)    us-east-1     i-old     stopped  department is empty; project is missing
2030-01-01 10:00 (09:00 UTC)  warned    stop 2030-01-08 10:00 (09:00 UTC)       payments (444444444444)  eu-central-1  i-warned  running  department is missing (there is Department)
2030-01-07 10:00 (09:00 UTC)  in grace  -                                       payments (444444444444)  eu-central-1  i-young   running  department is missing (there is Department)

3 violations; times are in Europe/Berlin.
`,
  });
});

it.each([
  [
    ["--account", "payments"],
    ["i-warned", "i-young"],
  ],
  [
    ["--account", "555555555555", "Payments"],
    ["i-old", "i-warned", "i-young"],
  ],
  [["--status", "mended"], ["i-mended"]],
  [["--status", "terminated"], []],
])("lists only what was asked for: %j", async (args, ids) => {
  const { out } = await runAudit(["list", "--json", ...args], held);
  expect(JSON.parse(out).violations.map((one: (typeof violations)[0]) => one.instance.instanceId)).toEqual(
    ids,
  );
});

it("prints everything that is stored with --json, with the account's name", async () => {
  const { out } = await runAudit(["list", "--json", "--account", "search"], held);
  expect(JSON.parse(out)).toEqual({
    violations: [{ ...violations[1], revision: 1, accountName: "search" }],
  });
});

it("prints CSV that no spreadsheet takes for a formula", async () => {
  const tagged = violation("i-1", { instance: { tags: { "=HYPERLINK(1)": "x" } } });
  const { out } = await runAudit(["list", "--csv"], { accounts, violations: [tagged] });
  expect(out.split("\r\n")).toEqual([
    "accountId,accountName,region,instanceId,instanceState,instanceType,createdAt,scheme,problems,tags,keeper,status,stage,firstSeenAt,lastSeenAt,endedAt,nextStage,nextAt",
    "444444444444,payments,eu-central-1,i-1,running,m7g.large,2029-12-01T08:00:00.000Z,everybody,department is missing (there is Department),'=HYPERLINK(1)=x,,open,warn,2030-01-01T09:00:00.000Z,2030-01-07T09:02:00.000Z,,stop,2030-01-08T09:00:00.000Z",
    "",
  ]);
});

it("says so when there is none, and refuses what is no status or account", async () => {
  const none = await runAudit(["list"], { accounts });
  const status = await runAudit(["list", "--status", "bad"], held);
  const unknown = await runAudit(["list", "--account", "x"], held);
  expect([none.code, none.out, status.code, unknown.code, unknown.err]).toEqual([
    0,
    "No violations.\n",
    2,
    2,
    "orgwatch: the account directory knows no account x: give its id or its whole name\n",
  ]);
});
