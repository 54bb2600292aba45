import { account } from "../cases/testing/memory-home";
import { type MemorySg, runSg, sgChange } from "./testing/memory-sg";

const id = "4f1c2a9e-7d55-4a0e-8f3b-2f6f0c9b7a11";
const [added] = sgChange().ruleChanges;
const whole = sgChange({
  author: { ...sgChange().author, accountId: "111111111111" },
  ruleChanges: [
    ...(added ? [added] : []),
    { kind: "removed", ruleId: "sgr-2", rule: undefined },
    {
      kind: "modified",
      ruleId: "sgr-3",
      before: undefined,
      after: added?.kind === "added" ? added.rule : never(),
    },
  ],
  because: ["open to the whole internet", "takes away what was allowed"],
  publicUses: ["i-1 (203.0.113.7)"],
  notes: ["the group could not be read:\u001b[2J AccessDenied"],
  state: "decided",
  expiresOn: undefined,
  dueAt: undefined,
  decision: {
    id: "press/1",
    what: "deny",
    via: "slack",
    by: { id: "U1", name: "Alice Ahmed" },
    at: "2030-01-07T09:05:00.000Z",
    reason: "not from\neverywhere",
  },
  act: {
    leaseUntil: undefined,
    tried: [0],
    results: [
      { index: 0, outcome: "taken-back", words: undefined },
      { index: 1, outcome: "unknown-before", words: undefined },
      { index: 2, outcome: "changed-since", words: "removed\u001b since" },
    ],
    finishedAt: "2030-01-07T09:05:09.000Z",
  },
});
const held: MemorySg = {
  accounts: [account("444444444444", "payments")],
  changes: [
    whole,
    sgChange({ changeId: "4f1c2a9e-ffff", changedAt: "2030-01-01T09:00:00Z", groupName: undefined }),
    sgChange({ changeId: "0ldchange-1", changedAt: "2029-12-01T09:00:00Z" }),
  ],
};

const text = `AuthorizeSecurityGroupIngress on web (sg-0aa)
  change        4f1c2a9e-7d55-4a0e-8f3b-2f6f0c9b7a11
  state         denied by Alice Ahmed, not all taken back
  changed at    2030-01-07 10:00 (09:00 UTC)
  account       payments (444444444444)
  region        eu-central-1
  group         web (sg-0aa) in vpc-1
  made by       AWSReservedSSO_Admin/mallory@acme.example (Identity Center, arn:aws:sts::444444444444:assumed-role/AWSReservedSSO_Admin/mallory@acme.example, of account 111111111111)
  from          203.0.113.7, aws-cli/2.15
  risk          critical: open to the whole internet; takes away what was allowed
  public uses   i-1 (203.0.113.7)
  decided       denied in Slack by Alice Ahmed (U1), 2030-01-07 10:05 (09:05 UTC): "not from everywhere"
  act ended     2030-01-07 10:05 (09:05 UTC)
  recorded      2030-01-07 10:00 (09:00 UTC)
  written last  2030-01-07 10:00 (09:00 UTC)
  CloudTrail    https://eu-central-1.console.aws.amazon.com/cloudtrailv2/home?region=eu-central-1#/events/4f1c2a9e-7d55-4a0e-8f3b-2f6f0c9b7a11

rules
  + TCP 22 from 0.0.0.0/0  (sgr-1)
      taken back
  - unknown rule sgr-2
      nobody knows how it was before: not touched
  ~ unknown rule sgr-3 became TCP 22 from 0.0.0.0/0
      changed since by somebody: not touched: removed since

notes
  the group could not be read: [2J AccessDenied

Times are in Europe/Berlin, and in UTC.
`;

function never(): never {
  throw new Error("the sample change adds no rule");
}

it.each([id, "4f1c2a9e-7", "4F1C2A9E-7D55"])(
  "shows a change by its id or the beginning of it: %s",
  async (wanted) => {
    expect(await runSg(["show", wanted], held)).toEqual({ code: 0, err: "", handed: [], out: text });
  },
);

it("shows until when a pending change waits, without what there is not", async () => {
  const bare = sgChange({
    accountId: "999999999999",
    region: "mars-1",
    groupId: undefined,
    groupName: undefined,
    vpcId: undefined,
    author: {
      kind: "unknown",
      name: "",
      session: undefined,
      arn: undefined,
      accountId: undefined,
      sourceIp: undefined,
      userAgent: undefined,
    },
    ruleChanges: [],
    because: [],
    deniedOn: "2030-01-07T10:00:20.000Z",
  });
  const { out } = await runSg(["show", id], { changes: [bare] });
  expect(out).toBe(`AuthorizeSecurityGroupIngress on unknown
  change            4f1c2a9e-7d55-4a0e-8f3b-2f6f0c9b7a11
  state             pending
  changed at        2030-01-07 10:00 (09:00 UTC)
  account           999999999999
  region            mars-1
  group             unknown
  made by           (unknown)
  risk              critical
  denied by policy  2030-01-07 11:00 (10:00 UTC)
  expires           2030-01-08 10:00 (09:00 UTC)
  recorded          2030-01-07 10:00 (09:00 UTC)
  written last      2030-01-07 10:00 (09:00 UTC)

rules
  none that Orgwatch understands

Times are in Europe/Berlin, and in UTC.
`);
});

it("says why nobody was told of an exempt one", async () => {
  const exempt = sgChange({
    state: "exempt",
    expiresOn: undefined,
    quietBecause: "the role ci\u001b is exempt",
  });
  const { out } = await runSg(["show", id], { changes: [exempt] });
  expect(out.split("\n").slice(2, 4)).toEqual([
    "  state          exempt",
    "  quiet because  the role ci is exempt",
  ]);
});

it("prints the stored object with --json", async () => {
  const { out } = await runSg(["show", id, "--json"], held);
  expect(JSON.parse(out)).toEqual(JSON.parse(JSON.stringify(whole)));
});

it("finds an old change by its whole id alone", async () => {
  const { out } = await runSg(["show", "0ldchange-1", "--json"], held);
  expect(JSON.parse(out).changeId).toBe("0ldchange-1");
});

it.each([
  [
    "there is none",
    "0ldchange",
    1,
    "there is no security-group change 0ldchange, nor one of the last 30 days that begins so",
  ],
  [
    "there are several",
    "4f1c2a9e",
    1,
    `several security-group changes begin with 4f1c2a9e: ${id}, 4f1c2a9e-ffff`,
  ],
  ["it is too short", "4f1c2a9", 2, "give the change's id, or at least its first 8 characters"],
])("says when %s", async (_, wanted, code, words) => {
  expect(await runSg(["show", wanted], held)).toEqual({
    code,
    out: "",
    handed: [],
    err: `orgwatch: ${words}\n`,
  });
});
