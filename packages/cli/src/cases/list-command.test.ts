import { TryLater } from "@orgwatch/core/errors";
import { account, type MemoryHome, runCases, supportCase } from "./testing/memory-home";

const held: MemoryHome = {
  accounts: [
    account("444444444444", "payments"),
    account("555555555555", "Search"),
    account("666666666666", "search"),
  ],
  cases: [
    supportCase("1001", {
      severityCode: "urgent",
      status: "pending-customer-action",
      subject: 'RDS\u001b[31m down,\n"again"',
      lastActivityAt: "2030-01-07T08:59:00.000Z",
    }),
    supportCase("1002", {
      status: "resolved",
      subject: "=HYPERLINK(1)",
      lastActivityAt: "2030-01-06T23:30:00.000Z",
    }),
    supportCase("1003", {
      accountId: "555555555555",
      severityCode: "high",
      lastActivityAt: "2029-12-01T00:00:00.000Z",
    }),
    supportCase("1004", {
      accountId: "777777777777",
      displayId: undefined,
      subject: undefined,
      severityCode: "unknown",
      lastActivityAt: "2029-11-01T00:00:00.000Z",
    }),
    supportCase("1005", { accountId: "666666666666", lastActivityAt: "2029-10-01T00:00:00.000Z" }),
  ],
};

it("lists all cases, newest activity first, in the reader's zone", async () => {
  expect(await runCases(["list"], held)).toEqual({
    code: 0,
    err: "",
    started: [],
    out: `last activity                 severity  status                   account                  case                              subject
2030-01-07 09:59 (08:59 UTC)  urgent    pending-customer-action  payments (444444444444)  1001                              RDS [31m down, "again"
2030-01-07 00:30 (23:30 UTC)  low       resolved                 payments (444444444444)  1002                              =HYPERLINK(1)
2029-12-01 01:00 (00:00 UTC)  high      opened                   Search (555555555555)    1003                              Subject 1003
2029-11-01 01:00 (00:00 UTC)  unknown   opened                   777777777777             case-444444444444-muen-2030-1004  -
2029-10-01 02:00 (00:00 UTC)  low       opened                   search (666666666666)    1005                              Subject 1005

5 cases; times are in Europe/Berlin.
`,
  });
});

it.each([
  [
    ["--status", "open"],
    ["1001", "1003", "1004", "1005"],
  ],
  [["--status", "resolved"], ["1002"]],
  [["--status", "pending-customer-action"], ["1001"]],
  [
    ["--account", "payments"],
    ["1001", "1002"],
  ],
  [
    ["--account", "SEARCH"],
    ["1003", "1005"],
  ],
  [
    ["--account", "444444444444", "search", "--status", "open"],
    ["1001", "1003", "1005"],
  ],
  [
    ["--severity", "low"],
    ["1002", "1005"],
  ],
  [["--severity", "low", "--status", "resolved"], ["1002"]],
  [["--severity", "low", "--account", "search"], ["1005"]],
  [
    ["--since", "1d"],
    ["1001", "1002"],
  ],
  [["--since", "10h"], ["1001"]],
  [
    ["--since", "2029-12-01"],
    ["1001", "1002", "1003"],
  ],
  [["--since", "2030-01-07T08:59Z"], ["1001"]],
  [
    ["--limit", "2"],
    ["1001", "1002"],
  ],
  [
    ["--status", "open", "--limit", "2"],
    ["1001", "1003"],
  ],
  [["--status", "reopened"], []],
])("filters: %j", async (args, numbers) => {
  const { out } = await runCases(["list", ...args, "--json"], held);
  const { cases } = JSON.parse(out);
  expect(cases.map(({ caseId }: { caseId: string }) => caseId.slice(-4))).toEqual(numbers);
});

it("prints whole cases with --json, in UTC", async () => {
  const { out } = await runCases(["list", "--severity", "high", "--json"], held);
  expect(JSON.parse(out)).toEqual({ cases: [{ ...held.cases?.[2], accountName: "Search" }] });
});

it("prints CSV that no spreadsheet takes for formulas", async () => {
  const { out } = await runCases(["list", "--account", "payments", "--csv"], held);
  expect(out.split("\r\n")).toEqual([
    "displayId,caseId,accountId,accountName,severity,status,service,category,subject,submittedBy,createdAt,lastActivityAt,communications",
    '1001,case-444444444444-muen-2030-1001,444444444444,payments,urgent,pending-customer-action,amazon-rds,performance,"RDS [31m down, ""again""",ana@example.com,2030-01-01T08:00:00.000Z,2030-01-07T08:59:00.000Z,0',
    "1002,case-444444444444-muen-2030-1002,444444444444,payments,low,resolved,amazon-rds,performance,'=HYPERLINK(1),ana@example.com,2030-01-01T08:00:00.000Z,2030-01-06T23:30:00.000Z,0",
    "",
  ]);
});

it("says so when there is none, and colours what is grave on a terminal", async () => {
  const none = await runCases(["list", "--severity", "critical"], held, { colours: true });
  const { out } = await runCases(["list", "--severity", "urgent"], held, { colours: true });
  expect([none.code, none.out, out.includes("\u001b[31murgent\u001b[0m    pending")]).toEqual([
    0,
    "No support cases.\n",
    true,
  ]);
});

it.each([
  [
    "an account that nobody knows",
    ["--account", "Paiments"],
    /knows no account Paiments: give its id or its whole name/,
  ],
  ["a time that is none", ["--since", "yesterday"], /^orgwatch: --since must be like 30d/],
  [
    "a severity that is none",
    ["--severity", "grave"],
    /Allowed choices are critical, urgent, high, normal, low/,
  ],
  ["a status that is none", ["--status", "Pending Customer"], /A status looks like pending-customer-action/],
  ["two formats", ["--json", "--csv"], /cannot be used with option '--csv'/],
  ["a region that is none", ["--region", "Oregon"], /A region looks like us-east-1/],
])("says what is wrong with the usage: %s", async (_, args, words) => {
  const { code, out, err } = await runCases(["list", ...args], held);
  expect({ code, out, err }).toEqual({ code: 2, out: "", err: expect.stringMatching(words) });
});

it.each([
  [
    Object.assign(new Error("not found"), { name: "ResourceNotFoundException" }),
    "NotInThisRegion: there is no table of Orgwatch in us-west-2: is this the security account, and its home region (--region)?",
  ],
  [
    Object.assign(new Error("Token is expired"), { name: "ExpiredTokenException" }),
    "the AWS session has ended: sign in again (Token is expired)",
  ],
])("tells the cause when the table cannot be read: %s", async (cause, words) => {
  const fails = new TryLater("the table support-cases cannot be used", { cause });
  expect(await runCases(["list"], { ...held, fails })).toEqual({
    code: 1,
    out: "",
    started: [],
    err: `orgwatch: ${words}\n`,
  });
});
