import type { SgDecision } from "@orgwatch/core/handed";
import type { Change } from "@orgwatch/core/security-groups/change";
import { account } from "../cases/testing/memory-home";
import { type MemorySg, runSg, sgChange } from "./testing/memory-sg";

const id = sgChange().changeId;
const alice = {
  id: "arn:aws:sts::222222222222:assumed-role/Security/alice@acme.example",
  name: "alice@acme.example",
};
const deny: SgDecision = {
  kind: "sg-decision",
  id: "cli/1",
  changeId: id,
  what: "deny",
  via: "cli",
  by: alice,
  at: "2030-01-07T09:30:45.000Z",
};
const decidedBy = ({ id, what, via, by, at, reason }: SgDecision): Partial<Change> => ({
  state: "decided",
  expiresOn: undefined,
  dueAt: undefined,
  decision: { id, what, via, by, at, reason },
});
const ended = (outcome: "taken-back" | "already" | "failed", words?: string): Partial<Change> => ({
  act: {
    leaseUntil: undefined,
    tried: [0],
    results: [{ index: 0, outcome, words }],
    finishedAt: "2030-01-07T09:30:48.000Z",
  },
});
const acting: Partial<Change> = {
  act: { leaseUntil: undefined, tried: [0], results: [], finishedAt: undefined },
};
const held: MemorySg = {
  accounts: [account("444444444444", "payments")],
  changes: [sgChange()],
  lambda: (decision) => [{}, decidedBy(decision), acting, ended("taken-back")],
};
const shown = `AuthorizeSecurityGroupIngress on web (sg-0aa)
  change        4f1c2a9e-7d55-4a0e-8f3b-2f6f0c9b7a11
  state         pending
  changed at    2030-01-07 10:00 (09:00 UTC)
  account       payments (444444444444)
  region        eu-central-1
  group         web (sg-0aa) in vpc-1
  made by       AWSReservedSSO_Admin/mallory@acme.example (Identity Center, arn:aws:sts::444444444444:assumed-role/AWSReservedSSO_Admin/mallory@acme.example)
  from          203.0.113.7, aws-cli/2.15
  risk          critical: a port of remote administration is open to the whole internet
  expires       2030-01-08 10:00 (09:00 UTC)
  recorded      2030-01-07 10:00 (09:00 UTC)
  written last  2030-01-07 10:00 (09:00 UTC)
  CloudTrail    https://eu-central-1.console.aws.amazon.com/cloudtrailv2/home?region=eu-central-1#/events/4f1c2a9e-7d55-4a0e-8f3b-2f6f0c9b7a11

rules
  + TCP 22 from 0.0.0.0/0  (sgr-1)

Times are in Europe/Berlin, and in UTC.
`;
const intent = "\nDeny:\n  removes TCP 22 from 0.0.0.0/0\n";

it("denies after a yes, and tells what was taken back", async () => {
  const questions: string[] = [];
  const ask = async (question: string) => questions.push(question) > 0;
  const run = await runSg(["decide", "4f1c2a9e", "deny"], held, { ask });
  expect({ ...run, questions }).toEqual({
    code: 0,
    err: "",
    handed: [deny],
    questions: ["Deny it?"],
    out: `${shown}${intent}Taken back:
  + TCP 22 from 0.0.0.0/0  (sgr-1)
      taken back
`,
  });
});

it("keeps with --yes and a reason, without asking", async () => {
  const args = ["decide", id, "keep", "--yes", "--reason", " agreed\nwith\u001b Ben "];
  expect(await runSg(args, { ...held, lambda: (decision) => [decidedBy(decision)] })).toEqual({
    code: 0,
    err: "",
    handed: [{ ...deny, what: "keep", reason: "agreed with Ben" }],
    out: `${shown}\nKeep leaves it as it is.\nKept.\n`,
  });
});

it("decides nothing after a no", async () => {
  const run = await runSg(["decide", id, "deny"], held, { ask: async () => false });
  expect(run).toEqual({ code: 1, err: "", handed: [], out: `${shown}${intent}Nothing was decided.\n` });
});

const bob = { ...deny, id: "press/2", by: { id: "U2", name: "Bob\u001b Baker" } };
const unheard = `The decision is handed over, and not made yet. Look again: orgwatch sg show ${id}
It is refused if you made the change yourself and the policy does not allow that. Otherwise orgwatch-sg-decisions is late: see its log,
and orgwatch redrive --lambda sg-decisions
`;
const ruleLine = "  + TCP 22 from 0.0.0.0/0  (sgr-1)\n";

it.each<[string, readonly Partial<Change>[], number, string]>([
  [
    "it was so already",
    [decidedBy(deny), ended("already")],
    0,
    `Taken back:\n${ruleLine}      was as before already\n`,
  ],
  [
    "a rule could not be taken back",
    [decidedBy(deny), ended("failed", "AccessDenied\u001b[2J")],
    1,
    `Denied, and not all could be taken back:\n${ruleLine}      failed: AccessDenied [2J\n`,
  ],
  [
    "somebody else was faster",
    [decidedBy(bob)],
    1,
    "Somebody else was faster: denied by Bob Baker, not taken back yet.\n",
  ],
  [
    "it expired meanwhile",
    [{ state: "expired" }],
    1,
    "It expired before the decision arrived: the change stays.\n",
  ],
  [
    "it takes longer than a minute",
    [decidedBy(deny), acting],
    1,
    `It is denied; taking it back is not finished, and goes on in AWS. Its end: orgwatch sg show ${id}\n${ruleLine}`,
  ],
  ["nobody takes the decision up", [], 1, unheard],
])("tells what came of it: %s", async (_, steps, code, words) => {
  const run = await runSg(["decide", id, "deny", "--yes"], { ...held, lambda: () => steps });
  expect(run).toEqual({ code, err: "", handed: [deny], out: `${shown}${intent}${words}` });
});

it("waits a minute and no longer, and ends at once when it is interrupted", async () => {
  const [waits, stop] = [[] as number[], new AbortController()];
  let time = Date.parse(deny.at);
  const patient = async (ms: number) => {
    waits.push(ms);
    time += ms;
  };
  const silent = { ...held, lambda: () => [] };
  await runSg(["decide", id, "deny", "--yes"], silent, { wait: patient, now: () => new Date(time) });
  const impatient = async () => stop.abort();
  const { code, out } = await runSg(["decide", id, "deny", "--yes"], silent, {
    wait: impatient,
    signal: stop.signal,
  });
  expect({ waits: new Set(waits), count: waits.length, code, out: out.endsWith(unheard) }).toEqual({
    waits: new Set([1000]),
    count: 60,
    code: 1,
    out: true,
  });
});

const keptByBob = decidedBy({ ...bob, what: "keep" });

it.each<[string, Partial<Change>, string]>([
  ["kept", keptByBob, "it is decided already: kept by Bob Baker"],
  [
    "denied",
    { ...decidedBy(bob), ...ended("taken-back") },
    "it is decided already: denied by Bob Baker, taken back",
  ],
  [
    "expired",
    { state: "expired" },
    "it has expired: nobody answered in time, and the change stays. It can be undone in EC2 alone",
  ],
  [
    "past its end",
    { expiresOn: "2030-01-07T09:30:00.000Z" },
    "it has expired: nobody answered in time, and the change stays. It can be undone in EC2 alone",
  ],
  ["noted", { state: "noted" }, "there is nothing to decide: Orgwatch cannot take this change back"],
  [
    "exempt",
    { state: "exempt", quietBecause: "the role ci is exempt" },
    "nobody is asked about it: the role ci is exempt",
  ],
  ["own", { state: "own" }, "it is one of Orgwatch's own acts"],
])("hands nothing over when the change is %s, and says why", async (_, changes, words) => {
  const run = await runSg(["decide", id, "deny", "--yes"], { ...held, changes: [sgChange(changes)] });
  expect({ ...run, out: "" }).toEqual({ code: 1, out: "", handed: [], err: `orgwatch: ${words}\n` });
});

it("says when there is no such change", async () => {
  expect(await runSg(["decide", "unknown-1", "deny", "--yes"], held)).toEqual({
    code: 1,
    out: "",
    handed: [],
    err: "orgwatch: there is no security-group change unknown-1, nor one of the last 30 days that begins so\n",
  });
});

it.each([
  ["nobody can be asked", [id, "deny"], /^orgwatch: nobody can be asked here: give --yes\n$/],
  ["a decision that is none", [id, "allow"], /Allowed choices are keep, deny/],
  ["no decision", [id], /missing required argument 'decision'/],
  ["a long reason", [id, "deny", "--yes", "--reason", "x".repeat(501)], /at most 500 characters/],
])("says what is wrong with the usage: %s", async (_, args, words) => {
  const { code, out, err, handed } = await runSg(["decide", ...args], held);
  expect({ code, out, err, handed }).toEqual({
    code: 2,
    out: "",
    handed: [],
    err: expect.stringMatching(words),
  });
});
