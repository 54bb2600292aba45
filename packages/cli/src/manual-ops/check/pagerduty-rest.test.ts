import { memoryFetch, type SeenRequest } from "../testing/memory-world";
import { pagerdutyRest } from "./pagerduty-rest";

const api = "https://api.pagerduty.com";
const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status });

it("reads all pages", async () => {
  const { fetch: fetcher, seen } = memoryFetch({
    [`${api}/services`]: ({ url }: SeenRequest) =>
      url.endsWith("offset=0")
        ? json({ services: [{ id: "P1", name: "One", teams: [] }], more: true })
        : json({ services: [{ id: "P2", name: "Two" }], more: false }),
  });
  expect({
    services: await pagerdutyRest(api, fetcher).services("key"),
    seen: seen.map(({ url }) => url),
  }).toEqual({
    services: [
      { id: "P1", name: "One" },
      { id: "P2", name: "Two" },
    ],
    seen: [`${api}/services?limit=100&offset=0`, `${api}/services?limit=100&offset=100`],
  });
});

it("tells extensions for Slack that somebody authorised from those that wait", async () => {
  const extension = (name: string, more: object) => ({
    name,
    extension_schema: { id: "PSLACK" },
    extension_objects: [{ id: "P1" }],
    ...more,
  });
  const { fetch: fetcher } = memoryFetch({
    [`${api}/extension_schemas`]: () => json({ extension_schemas: [{ id: "PSLACK", summary: "Slack V2" }] }),
    [`${api}/extensions`]: () =>
      json({
        extensions: [
          extension("new", {}),
          extension("null", { config: null }),
          extension("set up", { config: { restrict: "any", notify_types: { resolve: true } } }),
          extension("empty", { config: { access_token: "", incoming_webhook: {} } }),
          extension("no channel", { config: { access_token: "xoxp-1" } }),
          extension("by id", { config: { access_token: "xoxp-1", incoming_webhook: { channel_id: "C01" } } }),
          extension("token withheld", {
            config: { incoming_webhook: { channel: "#a", url: "https://hooks.slack.com/x" } },
          }),
          extension("off", {
            config: { access_token: "xoxp-1", incoming_webhook: { channel: "#a" } },
            temporarily_disabled: true,
          }),
          extension("other", { extension_schema: { id: "PHOOK" }, config: { access_token: "x" } }),
        ],
      }),
  });
  const found = await pagerdutyRest(api, fetcher).slackExtensions("key");
  const row = (name: string, consented: boolean, channel?: string, disabled = false) => ({
    name,
    services: ["P1"],
    consented,
    channel,
    disabled,
  });
  expect(found).toEqual([
    row("new", false),
    row("null", false),
    row("set up", false),
    row("empty", false),
    row("no channel", true),
    row("by id", true, "C01"),
    row("token withheld", true, "#a"),
    row("off", true, "#a", true),
  ]);
});

it.each([
  ["a refused key", () => json({ error: {} }, 401), "PagerDuty refused the API key (HTTP 401, services)"],
  ["too many questions", () => json({}, 429), "PagerDuty answered with HTTP 429 (services)"],
  [
    "a page of a proxy",
    () => new Response("<html>", { status: 200 }),
    "PagerDuty answered with HTTP 200 and no JSON",
  ],
  ["another shape", () => json({ services: [{ id: 5 }] }), "PagerDuty answered in another shape (0.id)"],
  [
    "nobody",
    () => {
      throw new TypeError("fetch failed", { cause: new Error("connect ECONNREFUSED 127.0.0.1:1") });
    },
    "PagerDuty cannot be reached (connect ECONNREFUSED 127.0.0.1:1)",
  ],
])("says who did not answer: %s", async (_, answer, words) => {
  const { fetch: fetcher } = memoryFetch({ [`${api}/services`]: answer });
  await expect(pagerdutyRest(api, fetcher).services("key")).rejects.toMatchObject({
    name: "NotAnswered",
    message: words,
  });
});
