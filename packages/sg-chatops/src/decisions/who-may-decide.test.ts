import type { Author } from "@orgwatch/core/security-groups/change";
import { policyWith } from "@orgwatch/core/security-groups/policy";
import { SlackBusy, SlackRefused } from "@orgwatch/core/slack/slack-errors";
import type { Email, SlackPeople } from "@orgwatch/core/slack/slack-people";
import { type Decider, mayDecide, type Permission } from "./who-may-decide";

const asked: string[] = [];
beforeEach(() => asked.splice(0));

/** Alice is on the list, Bob in the user group; each has an address at acme.example. */
function people(email?: Email): SlackPeople {
  return {
    emailOf: async (id) => {
      asked.push(id);
      return email ?? { kind: "known", address: `${id.slice(2).toLowerCase()}@acme.example` };
    },
    membersOf: async () => ["U0BOB"],
  };
}
const deciders = { users: ["U0ALICE"], userGroups: ["S0SECURITY"] };
const policy = policyWith({ deciders });
const pressed = (id: string): Decider => ({ by: { id, name: id }, via: "slack" });
const typed = (id: string): Decider => ({ by: { id, name: "" }, via: "cli" });
const role = (session: string | undefined): Author => ({
  kind: "role",
  name: "Admin",
  ...(session === undefined
    ? {}
    : { session, arn: `arn:aws:sts::444444444444:assumed-role/Admin/${session}` }),
});
const yes: Permission = { may: true };
const own: Permission = {
  may: false,
  words: "This change is your own. Somebody else has to decide about it.",
};
const stranger: Permission = {
  may: false,
  words:
    "Only <@U0ALICE>, <!subteam^S0SECURITY> may decide about security-group changes. Please ask one of them.",
};

it.each<[string, Decider, Author, Permission]>([
  ["somebody on the list", pressed("U0ALICE"), role("carol@acme.example"), yes],
  ["a member of a user group", pressed("U0BOB"), role("carol@acme.example"), yes],
  ["somebody else", pressed("U0MALLORY"), role("carol@acme.example"), stranger],
  ["the author by e-mail address", pressed("U0ALICE"), role("Alice@ACME.example"), own],
  ["the author by the address's first part", pressed("U0ALICE"), { kind: "user", name: "alice" }, own],
  ["the author through Identity Center", pressed("U0BOB"), { kind: "identity-center", name: "bob" }, own],
  ["a namesake elsewhere", pressed("U0ALICE"), role("alice@other.example"), yes],
  ["anybody about a role without a session", pressed("U0ALICE"), role(undefined), yes],
  ["anybody about root", pressed("U0ALICE"), { kind: "root", name: "alice" }, yes],
  ["anybody about a service", pressed("U0ALICE"), { kind: "service", name: "alice" }, yes],
  ["the policy", { by: { id: "policy", name: "the policy" }, via: "policy" }, role("policy"), yes],
  [
    "the same principal by the command line",
    typed("arn:aws:sts::444444444444:assumed-role/Admin/build-7"),
    role("build-7"),
    own,
  ],
  [
    "the same person by the command line in another account",
    typed("arn:aws:sts::111111111111:assumed-role/Security/alice@acme.example"),
    { kind: "user", name: "alice" },
    own,
  ],
  [
    "root by the command line about root",
    typed("arn:aws:iam::4:root"),
    { kind: "root", name: "root", arn: "arn:aws:iam::4:root" },
    own,
  ],
  [
    "another session of the same role",
    typed("arn:aws:sts::444444444444:assumed-role/Admin/bob"),
    role("alice"),
    yes,
  ],
])("%s", async (_name, decider, author, expected) => {
  expect(await mayDecide(decider, { author }, policy, people())).toEqual(expected);
});

it("lets people decide about their own changes where that is allowed, and asks Slack nothing then", async () => {
  const allowing = policyWith({ deciders, ownChanges: "allowed" });
  const author = role("alice@acme.example");
  const arn = String(author.arn);
  expect([
    await mayDecide(pressed("U0ALICE"), { author }, allowing, people()),
    await mayDecide(typed(arn), { author }, allowing, people()),
    asked,
  ]).toEqual([yes, yes, []]);
});

it.each(["i-0123456789abcdef0", "botocore-session-1893456000", "aws-go-sdk-1893456000", "1893456000123"])(
  "asks Slack nothing about a program (%s)",
  async (session) => {
    const permission = await mayDecide(pressed("U0ALICE"), { author: role(session) }, policy, people());
    expect([permission, asked]).toEqual([yes, []]);
  },
);

it.each<[Email, string]>([
  [{ kind: "hidden", scope: "users:read.email" }, "the Slack app has not the scope `users:read.email`"],
  [{ kind: "none" }, "Slack knows no e-mail address of you, or the app has not the scope `users:read.email`"],
])("refuses when nobody can tell whose change it is: %j", async (email, reason) => {
  const author = role("carol@acme.example");
  expect(await mayDecide(pressed("U0ALICE"), { author }, policy, people(email))).toEqual({
    may: false,
    words: `Orgwatch cannot tell whether this change is your own: ${reason}. Nothing has happened.`,
  });
});

it("says when the user groups cannot be read, and waits when Slack is busy", async () => {
  const failing = (error: Error): SlackPeople => ({ ...people(), membersOf: () => Promise.reject(error) });
  const change = { author: role(undefined) };
  const refusal = new SlackRefused("token", "missing_scope", "needs usergroups:read");
  expect(await mayDecide(pressed("U0BOB"), change, policy, failing(refusal))).toEqual({
    may: false,
    words:
      "Slack does not tell Orgwatch who is in the user groups that may decide: missing_scope (needs usergroups:read). " +
      `The app needs the scope \`usergroups:read\`. ${stranger.words}`,
  });
  expect(await mayDecide(pressed("U0ALICE"), change, policy, failing(refusal))).toEqual(yes);
  await expect(
    mayDecide(pressed("U0BOB"), change, policy, failing(new SlackBusy("Slack: ratelimited"))),
  ).rejects.toMatchObject({ name: "SlackBusy" });
});

it("says that nobody may where nobody is named", async () => {
  expect(await mayDecide(pressed("U0ALICE"), { author: role("x") }, policyWith({}), people())).toEqual({
    may: false,
    words: "Nobody may decide about security-group changes from Slack here.",
  });
});

it("says when Slack refuses to say who somebody is, and waits when it is busy", async () => {
  const failing = (error: Error): SlackPeople => ({ ...people(), emailOf: () => Promise.reject(error) });
  const change = { author: role("carol@acme.example") };
  const refusal = new SlackRefused("token", "token_revoked");
  expect(await mayDecide(pressed("U0ALICE"), change, policy, failing(refusal))).toEqual({
    may: false,
    words:
      "Orgwatch cannot tell whether this change is your own: Slack does not say who you are (token_revoked). Nothing has happened.",
  });
  await expect(
    mayDecide(pressed("U0ALICE"), change, policy, failing(new SlackBusy("Slack: ratelimited"))),
  ).rejects.toMatchObject({ name: "SlackBusy" });
});
