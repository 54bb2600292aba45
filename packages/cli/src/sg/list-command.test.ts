import { TryLater } from "@orgwatch/core/errors";
import type { Change } from "@orgwatch/core/security-groups/change";
import { account } from "../cases/testing/memory-home";
import { type MemorySg, runSg, sgChange } from "./testing/memory-sg";

const decision = {
  id: "press/1",
  via: "slack",
  by: { id: "U1", name: "Alice Ahmed" },
  at: "2030-01-07T09:05:00.000Z",
  reason: undefined,
} as const;
const [added] = sgChange().ruleChanges;
const root = {
  kind: "root",
  name: "root",
  session: undefined,
  arn: "arn:aws:iam::555555555555:root",
  accountId: "555555555555",
  sourceIp: undefined,
  userAgent: undefined,
} as const;
const act = (outcome: "taken-back" | "failed", finishedAt: string | undefined) => ({
  leaseUntil: undefined,
  tried: [0],
  results: [{ index: 0, outcome, words: undefined }],
  finishedAt,
});
const decided = (id: string, changes: Partial<Change>) =>
  sgChange({ changeId: `${id}-decided`, state: "decided", expiresOn: undefined, ...changes });
const held: MemorySg = {
  accounts: [account("444444444444", "payments"), account("555555555555", "Search")],
  changes: [
    sgChange(),
    sgChange({
      changeId: "22222222-noted",
      changedAt: "2030-01-06T23:30:00Z",
      accountId: "555555555555",
      groupId: undefined,
      groupName: "=evil\u001b[31m",
      author: root,
      risk: "info",
      state: "noted",
      ruleChanges: [{ kind: "created" }],
    }),
    decided("33333333", {
      changedAt: "2030-01-05T12:00:00Z",
      accountId: "999999999999",
      author: { ...root, kind: "role", name: "ci", session: "build-42", arn: undefined },
      risk: "high",
      ruleChanges: added ? [added, added, added] : [],
      decision: { ...decision, what: "deny", reason: 'no, "never"' },
      act: act("taken-back", "2030-01-05T12:09:00.000Z"),
    }),
    decided("44444444", {
      changedAt: "2030-01-04T12:00:00Z",
      risk: "medium",
      decision: { ...decision, what: "keep" },
    }),
    decided("55555555", {
      changedAt: "2030-01-03T12:00:00Z",
      decision: { ...decision, what: "deny", via: "policy", by: { id: "policy", name: "the policy" } },
      act: act("failed", "2030-01-03T12:09:00.000Z"),
    }),
    decided("66666666", {
      changedAt: "2030-01-02T12:00:00Z",
      decision: { ...decision, what: "deny" },
    }),
    sgChange({ changeId: "77777777-exempt", changedAt: "2030-01-02T11:00:00Z", state: "exempt" }),
    sgChange({ changeId: "88888888-own", changedAt: "2030-01-02T10:00:00Z", state: "own" }),
    sgChange({ changeId: "99999999-old", changedAt: "2029-12-01T10:00:00Z", state: "expired", risk: "low" }),
  ],
};

it("lists the last seven days, newest first, without what nobody was told", async () => {
  expect(await runSg(["list"], held)).toEqual({
    code: 0,
    err: "",
    handed: [],
    out: `changed at                    id        risk      account                  region        group         who                   state                                      what
2030-01-07 10:00 (09:00 UTC)  4f1c2a9e  critical  payments (444444444444)  eu-central-1  web (sg-0aa)  mallory@acme.example  pending                                    + TCP 22 from 0.0.0.0/0
2030-01-07 00:30 (23:30 UTC)  22222222  info      Search (555555555555)    eu-central-1  =evil [31m    root                  noted                                      + the group
2030-01-05 13:00 (12:00 UTC)  33333333  high      999999999999             eu-central-1  web (sg-0aa)  role ci/build-42      denied by Alice Ahmed, taken back          + TCP 22 from 0.0.0.0/0 and 2 more
2030-01-04 13:00 (12:00 UTC)  44444444  medium    payments (444444444444)  eu-central-1  web (sg-0aa)  mallory@acme.example  kept by Alice Ahmed                        + TCP 22 from 0.0.0.0/0
2030-01-03 13:00 (12:00 UTC)  55555555  critical  payments (444444444444)  eu-central-1  web (sg-0aa)  mallory@acme.example  denied by the policy, not all taken back   + TCP 22 from 0.0.0.0/0
2030-01-02 13:00 (12:00 UTC)  66666666  critical  payments (444444444444)  eu-central-1  web (sg-0aa)  mallory@acme.example  denied by Alice Ahmed, not taken back yet  + TCP 22 from 0.0.0.0/0

6 changes; times are in Europe/Berlin.
`,
  });
});

it.each<[readonly string[], readonly string[]]>([
  [
    ["--since", "24h"],
    ["4f1c2a9e", "22222222"],
  ],
  [
    ["--since", "2029-12-01"],
    ["4f1c2a9e", "22222222", "33333333", "44444444", "55555555", "66666666", "99999999"],
  ],
  [
    ["--since", "2029-12-01", "--until", "2030-01-03"],
    ["66666666", "99999999"],
  ],
  [
    ["--since", "2030-01-04T12:00Z", "--until", "2030-01-05T12:00Z"],
    ["33333333", "44444444"],
  ],
  [
    ["--account", "PAYMENTS"],
    ["4f1c2a9e", "44444444", "55555555", "66666666"],
  ],
  [
    ["--account", "444444444444", "search", "--limit", "2"],
    ["4f1c2a9e", "22222222"],
  ],
  [["--account", "payments", "--until", "2030-01-03"], ["66666666"]],
  [
    ["--risk", "high"],
    ["4f1c2a9e", "33333333", "55555555", "66666666"],
  ],
  [
    ["--risk", "medium", "--state", "kept", "pending"],
    ["4f1c2a9e", "44444444"],
  ],
  [
    ["--state", "denied"],
    ["33333333", "55555555", "66666666"],
  ],
  [["--state", "exempt"], ["77777777"]],
  [
    ["--all", "--until", "2030-01-03"],
    ["66666666", "77777777", "88888888"],
  ],
  [["--author", "MALLORY@", "--limit", "1"], ["4f1c2a9e"]],
  [["--author", "build-42"], ["33333333"]],
  [["--author", "555555555555:root"], ["22222222"]],
  [
    ["--group", "sg-0aa", "--risk", "critical"],
    ["4f1c2a9e", "55555555", "66666666"],
  ],
  [["--group", "web", "--state", "kept"], ["44444444"]],
  [
    ["--limit", "3"],
    ["4f1c2a9e", "22222222", "33333333"],
  ],
])("filters: %j", async (args, ids) => {
  const { out } = await runSg(["list", ...args, "--json"], held);
  const { changes } = JSON.parse(out);
  expect(changes.map(({ changeId }: Change) => changeId.slice(0, 8))).toEqual(ids);
});

it("prints whole changes with --json, in UTC", async () => {
  const { out } = await runSg(["list", "--state", "kept", "--json"], held);
  expect(JSON.parse(out)).toEqual({
    changes: [{ ...JSON.parse(JSON.stringify(held.changes?.[3])), accountName: "payments" }],
  });
});

it("prints CSV that no spreadsheet takes for formulas", async () => {
  const { out } = await runSg(
    ["list", "--state", "noted", "denied", "--risk", "info", "--since", "60h", "--csv"],
    held,
  );
  expect(out.split("\r\n")).toEqual([
    "changeId,changedAt,accountId,accountName,region,groupId,groupName,vpcId,call,risk,because,authorKind,authorName,authorSession,authorArn,state,decidedBy,decidedAt,reason,finishedAt,what",
    "22222222-noted,2030-01-06T23:30:00Z,555555555555,Search,eu-central-1,,'=evil [31m,vpc-1,AuthorizeSecurityGroupIngress,info,a port of remote administration is open to the whole internet,root,root,,arn:aws:iam::555555555555:root,noted,,,,,created: the group",
    '33333333-decided,2030-01-05T12:00:00Z,999999999999,,eu-central-1,sg-0aa,web,vpc-1,AuthorizeSecurityGroupIngress,high,a port of remote administration is open to the whole internet,role,ci,build-42,,denied,Alice Ahmed,2030-01-07T09:05:00.000Z,"no, ""never""",2030-01-05T12:09:00.000Z,added: TCP 22 from 0.0.0.0/0; added: TCP 22 from 0.0.0.0/0; added: TCP 22 from 0.0.0.0/0',
    "",
  ]);
});

it("says so when there is none, when there may be more, and colours what is grave on a terminal", async () => {
  const none = await runSg(["list", "--group", "sg-none"], held);
  const { out } = await runSg(["list", "--limit", "1"], held, { colours: true });
  expect([
    none.code,
    none.out,
    out.includes("\u001b[31mcritical\u001b[0m  payments"),
    out.split("\n").at(-2),
  ]).toEqual([
    0,
    "No security-group changes.\n",
    true,
    "1 change, the newest (--limit for more); times are in Europe/Berlin.",
  ]);
});

it.each([
  ["an account that nobody knows", ["--account", "Paiments"], /knows no account Paiments/],
  ["a time that is none", ["--since", "yesterday"], /^orgwatch: --since must be like 30d/],
  ["an end that is none", ["--until", "2030-02-30"], /^orgwatch: --until must be like 30d/],
  ["a risk that is none", ["--risk", "grave"], /Allowed choices are critical, high, medium, low, info/],
  ["a state that is none", ["--state", "open"], /Allowed choices are pending, denied, kept, expired/],
  ["a limit that is none", ["--limit", "0"], /It must be a whole number from 1/],
  ["two formats", ["--json", "--csv"], /cannot be used with option '--csv'/],
  ["all states and some", ["--all", "--state", "own"], /cannot be used with option '--state/],
])("says what is wrong with the usage: %s", async (_, args, words) => {
  const { code, out, err } = await runSg(["list", ...args], held);
  expect({ code, out, err }).toEqual({ code: 2, out: "", err: expect.stringMatching(words) });
});

it("tells the cause when the table cannot be read", async () => {
  const cause = Object.assign(new Error("not found"), { name: "ResourceNotFoundException" });
  const fails = new TryLater("the table security-group-changes cannot be used", { cause });
  expect(await runSg(["list"], { ...held, fails })).toEqual({
    code: 1,
    out: "",
    handed: [],
    err: "orgwatch: NotInThisRegion: there is no table of Orgwatch in us-west-2: is this the security account, and its home region (--region)?\n",
  });
});
