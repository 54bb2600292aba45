import { slackPeople } from "./slack-people";

type Answer = { readonly body: object; readonly scopes?: string; readonly status?: number };

/** People over a Slack that answers what the test says, one answer after the other. */
function slackAnswering(...answers: readonly Answer[]) {
  const requests: { readonly url: string; readonly body: unknown; readonly type: string | null }[] = [];
  const clock = { time: Date.parse("2030-01-07T09:00:00Z") };
  const people = slackPeople({
    url: "https://slack.test/api",
    token: async () => "xoxb-1",
    now: () => new Date(clock.time),
    fetch: async (input, init) => {
      requests.push({
        url: String(input),
        body: init?.body,
        type: new Headers(init?.headers).get("content-type"),
      });
      const { body, scopes, status = 200 } = answers[requests.length - 1] ?? { body: {}, status: 500 };
      const headers = scopes === undefined ? {} : { "x-oauth-scopes": scopes };
      return new Response(JSON.stringify({ ok: true, ...body }), { status, headers });
    },
  });
  return { people, requests, clock };
}

const alice = { user: { id: "U0ALICE", profile: { email: "alice@acme.example" } } };
const known = { kind: "known", address: "alice@acme.example" };

describe("a person's e-mail address", () => {
  it("is asked once for all who want it within five minutes", async () => {
    const { people, requests, clock } = slackAnswering({ body: alice }, { body: alice });
    const together = await Promise.all([people.emailOf("U0ALICE"), people.emailOf("U0ALICE")]);
    clock.time += 4 * 60_000;
    const later = await people.emailOf("U0ALICE");
    const asked = requests.length;
    clock.time += 2 * 60_000;
    const muchLater = await people.emailOf("U0ALICE");
    const request = {
      url: "https://slack.test/api/users.info",
      body: "user=U0ALICE",
      type: "application/x-www-form-urlencoded",
    };
    expect({ together, later, asked, muchLater, requests }).toEqual({
      together: [known, known],
      later: known,
      asked: 1,
      muchLater: known,
      requests: [request, request],
    });
  });

  it.each<[string, Answer, object]>([
    [
      "has been left out for want of the scope",
      { body: { user: { profile: {} } }, scopes: "chat:write, users:read" },
      { kind: "hidden", scope: "users:read.email" },
    ],
    [
      "needs a scope",
      { body: { ok: false, error: "missing_scope", needed: "users:read" } },
      { kind: "hidden", scope: "users:read.email" },
    ],
    [
      "is not there",
      { body: { user: { profile: { email: null } } }, scopes: "users:read,users:read.email" },
      { kind: "none" },
    ],
    ["belongs to nobody", { body: { ok: false, error: "user_not_found" } }, { kind: "none" }],
  ])("that %s", async (_name, answer, expected) => {
    const { people } = slackAnswering(answer);
    expect(await people.emailOf("U0ALICE")).toEqual(expected);
  });

  it("is asked for again after a failure", async () => {
    const { people, requests } = slackAnswering(
      { body: { ok: false, error: "ratelimited" } },
      { body: {}, status: 503 },
      { body: { ok: false, error: "token_revoked" } },
      { body: alice },
    );
    const names = [];
    for (let attempt = 0; attempt < 3; attempt += 1)
      names.push(await people.emailOf("U0ALICE").catch((error: Error) => error.name));
    expect({ names, at_last: await people.emailOf("U0ALICE"), calls: requests.length }).toEqual({
      names: ["SlackBusy", "SlackUnclear", "SlackRefused"],
      at_last: known,
      calls: 4,
    });
  });
});

describe("a user group's members", () => {
  it("are asked once within five minutes", async () => {
    const { people, requests } = slackAnswering({ body: { users: ["U0ALICE", "U0BOB"] } });
    await people.membersOf("S0SECURITY");
    expect({ members: await people.membersOf("S0SECURITY"), requests }).toEqual({
      members: ["U0ALICE", "U0BOB"],
      requests: [
        {
          url: "https://slack.test/api/usergroups.users.list",
          body: "usergroup=S0SECURITY",
          type: "application/x-www-form-urlencoded",
        },
      ],
    });
  });

  it("say which scope is missing", async () => {
    const { people } = slackAnswering({
      body: { ok: false, error: "missing_scope", needed: "usergroups:read" },
    });
    await expect(people.membersOf("S0SECURITY")).rejects.toMatchObject({
      name: "SlackRefused",
      code: "missing_scope",
      message: "missing_scope (needs usergroups:read)",
    });
  });
});
