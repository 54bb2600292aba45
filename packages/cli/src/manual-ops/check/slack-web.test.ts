import { memoryFetch } from "../testing/memory-world";
import { slackWeb } from "./slack-web";

const api = "https://slack.com/api";
const json = (body: unknown, init: ResponseInit = {}) => new Response(JSON.stringify(body), init);

it("learns whom a token belongs to, and its rights where Slack says them", async () => {
  const who = { ok: true, team: "acme", team_id: "T01", user: "orgwatch" };
  const said = { headers: { "x-oauth-scopes": "chat:write, channels:history" } };
  const answers = [json(who, said), json(who), json({ ok: false, error: "token_revoked" })];
  const { fetch: fetcher } = memoryFetch({ [`${api}/auth.test`]: () => answers.shift() ?? json({}) });
  const { whoAmI } = slackWeb(api, fetcher);
  const acme = { workspaceId: "T01", workspace: "acme" };
  expect([await whoAmI("xoxb-1"), await whoAmI("xoxb-1"), await whoAmI("xoxb-1")]).toEqual([
    { ...acme, scopes: ["chat:write", "channels:history"] },
    { ...acme, scopes: undefined },
    { refused: "token_revoked" },
  ]);
});

it("asks whether the bot may read a channel without reading a message", async () => {
  const { fetch: fetcher, seen } = memoryFetch({
    [`${api}/conversations.history`]: () => json({ ok: true }),
  });
  expect({ refused: await slackWeb(api, fetcher).refusedIn("xoxb-1", "C01"), seen }).toEqual({
    refused: undefined,
    seen: [
      {
        url: `${api}/conversations.history`,
        authorization: "Bearer xoxb-1",
        body: "channel=C01&limit=1&oldest=9999999999",
      },
    ],
  });
});

it.each([
  [
    "an error that looks like an answer",
    "xoxb-1",
    () => json({ ok: true }, { status: 500 }),
    "Slack answered auth.test with HTTP 500",
  ],
  [
    "an answer without a workspace",
    "xoxb-1",
    () => json({ ok: true }),
    "Slack answered in another shape (team_id)",
  ],
  [
    "a text that is no token",
    "xoxb-1\nxoxb-2",
    () => json({ ok: true }),
    "what is stored as Slack's token is none",
  ],
])("says why nothing was learned: %s", async (_, token, answer, message) => {
  const { fetch: fetcher } = memoryFetch({ [`${api}/auth.test`]: answer });
  await expect(slackWeb(api, fetcher).whoAmI(token)).rejects.toMatchObject({ name: "NotAnswered", message });
});
