import { withButton } from "./sample-button";
import { bodyOf, sampleWorkspace, section, start } from "./sample-workspace";

describe("a response URL", () => {
  const path = "/_slack/response/1";
  const ok = { status: 200, headers: { "content-type": "text/html" }, body: "ok" };
  const no = (status: number, body: string) => ({ ...ok, status, body });

  it("answers to the person alone, and the journal knows what about", async () => {
    const { slack, journal, press, respond, ts } = withButton();
    await press();
    expect(respond(path, { text: "Only responders may archive" }, 5)).toEqual(ok);
    expect(slack.answers()).toEqual([
      {
        channel: "C0SECURITY",
        ts,
        userId: "U0ALICE",
        text: "Only responders may archive",
        blocks: [],
        at: new Date(start.getTime() + 5000),
      },
    ]);
    expect(slack.posts()).toBe(1);
    expect(journal.entries().slice(1)).toEqual([
      {
        at: start,
        stop: "Slack",
        accountId: "",
        region: "us-west-2",
        subject: "f-1",
        what: "answered only U0ALICE in #security: Only responders may archive",
      },
    ]);
  });

  it("replaces the message, or posts for all, when it is told to", async () => {
    const { slack, press, respond, ts } = withButton();
    await press();
    respond(path, { replace_original: true, text: "Archived", blocks: [section("Archived")] });
    respond(path, { response_type: "in_channel", text: "Done" });
    expect(slack.messages().map(({ text, blocks: now, edits }) => ({ text, now, edits }))).toEqual([
      { text: "Archived", now: [section("Archived")], edits: 1 },
      { text: "Done", now: [], edits: 0 },
    ]);
    expect({ ts: slack.messages()[0]?.ts, posts: slack.posts(), answers: slack.answers() }).toEqual({
      ts,
      posts: 2,
      answers: [],
    });
  });

  it("works five times, for half an hour, and counts only what it took", async () => {
    const { press, respond } = withButton();
    await press();
    await press();
    expect(respond(path, { blocks: [{ type: "poem" }], text: "x" })).toEqual(no(400, "invalid_blocks"));
    const six = [1, 2, 3, 4, 5, 6].map((time) => respond(path, { text: `answer ${time}` }));
    expect(six).toEqual([ok, ok, ok, ok, ok, no(404, "used_url")]);
    expect(respond("/_slack/response/2", { text: "x" }, 1800)).toEqual(ok);
    expect(respond("/_slack/response/2", { text: "x" }, 1801)).toEqual(no(404, "expired_url"));
  });

  it("refuses what it does not know", async () => {
    const { slack, press, respond } = withButton();
    await press();
    expect([
      respond("/_slack/response/9", { text: "x" }),
      respond(path, ["x"]),
      respond(path, {}),
      respond(path, { delete_original: true }),
    ]).toEqual([
      no(404, "no_service"),
      no(400, "invalid_payload"),
      no(400, "no_text"),
      no(400, "not_supported_by_the_sandbox"),
    ]);
    expect(slack.answers()).toEqual([]);
  });

  it("meets the same faults as other calls", async () => {
    const { slack, faults, press, respond } = withButton();
    await press();
    faults.add({ service: "slack", operation: "response_url", kind: "error", share: 1, times: 1 });
    faults.add({ service: "slack-answer", operation: "response_url", kind: "reset", share: 1, times: 1 });
    const statusOf = (answer: ReturnType<typeof respond>) => ("status" in answer ? answer.status : answer);
    expect([1, 2, 3].map(() => statusOf(respond(path, { text: "x" })))).toEqual([503, { reset: true }, 200]);
    expect(slack.answers()).toHaveLength(2);
    const calls = slack.calls().filter(({ method }) => method === "response_url");
    expect(calls.map(({ outcome, taken }) => ({ outcome, taken }))).toEqual([
      { outcome: 503, taken: false },
      { outcome: "reset", taken: true },
      { outcome: 200, taken: true },
    ]);
  });
});

it("names one workspace in every API, and the scopes of the token", () => {
  const { call } = sampleWorkspace();
  const answer = call("auth.test", {});
  expect({ headers: "headers" in answer ? answer.headers : answer, body: bodyOf(answer) }).toEqual({
    headers: {
      "content-type": "application/json; charset=utf-8",
      "x-oauth-scopes": "chat:write,channels:history",
    },
    body: {
      ok: true,
      url: "https://orgwatch-sandbox.slack.com/",
      team: "Orgwatch sandbox",
      user: "orgwatch",
      team_id: "T0SANDBOX",
      user_id: "U0ORGWATCH",
      bot_id: "B0ORGWATCH",
    },
  });
});
