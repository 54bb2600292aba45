import { slackApi } from "./slack-api";
import { slackWebhook } from "./slack-webhook";

type Request = { readonly method: string; readonly body: Readonly<Record<string, string>> };

/** The API over a Slack that answers what the test says, one answer after the other. */
function slackAnswering(answers: readonly object[], token: string | undefined = "xoxb-1") {
  const requests: Request[] = [];
  const fetcher: typeof fetch = async (input, init) => {
    const body = Object.fromEntries(new URLSearchParams(String(init?.body)));
    requests.push({ method: new URL(String(input)).pathname, body });
    return new Response(JSON.stringify({ ok: true, ...answers[requests.length - 1] }));
  };
  const api = slackApi({ url: "https://slack.test", token: async () => token, fetch: fetcher });
  return { api, requests, fetcher };
}

const wanted = { channel: "C0SECURITY", key: "event/1", triedAt: new Date("2030-01-07T09:00:00Z") };
const ours = (key: string) => ({ event_type: "orgwatch_delivery", event_payload: { key } });

describe("the search for a message that may have arrived", () => {
  it("goes through all pages, past whatever other apps put into their metadata", async () => {
    const strange = [
      { ts: "1", metadata: { event_type: "deploy", event_payload: { key: 5 } } },
      { ts: "2", metadata: { event_type: "deploy", event_payload: [] } },
      { ts: "3", metadata: {} },
      { ts: "4" },
    ];
    const { api, requests } = slackAnswering([
      { messages: strange, response_metadata: { next_cursor: "more" } },
      {
        messages: [
          { ts: "5", metadata: ours("event/2") },
          { ts: "6", metadata: ours("event/1") },
        ],
      },
    ]);
    const query = {
      channel: "C0SECURITY",
      oldest: `${Date.parse("2030-01-07T08:59:00Z") / 1000}.000000`,
      latest: `${Date.parse("2030-01-07T09:05:00Z") / 1000}.000000`,
      include_all_metadata: "true",
      limit: "200",
    };
    expect({ found: await api.find(wanted), requests }).toEqual({
      found: { channel: "C0SECURITY", ts: "6" },
      requests: [
        { method: "/conversations.history", body: query },
        { method: "/conversations.history", body: { ...query, cursor: "more" } },
      ],
    });
  });

  it("looks among the replies of a thread", async () => {
    const { api, requests } = slackAnswering([{ messages: [{ ts: "7", metadata: ours("event/1") }] }]);
    const found = await api.find({ ...wanted, thread: "1893.1" });
    expect({ found, methods: requests.map(({ method, body }) => [method, body.ts]) }).toEqual({
      found: { channel: "C0SECURITY", ts: "7" },
      methods: [["/conversations.replies", "1893.1"]],
    });
  });
});

it.each([
  ["nothing", undefined, "not_authed"],
  ["a text with a line feed inside", "xoxb-1\nxoxb-2", "invalid_auth"],
])("refuses what cannot be a token without repeating it (%s)", async (_name, token, code) => {
  const { requests, fetcher } = slackAnswering([]);
  const api = slackApi({ url: "https://slack.test", token: async () => token, fetch: fetcher });
  const error = await api.find(wanted).catch((thrown: unknown) => thrown);
  expect({ error, text: String(error).includes("xoxb"), requests }).toEqual({
    error: expect.objectContaining({ name: "SlackRefused", scope: "token", code }),
    text: false,
    requests: [],
  });
});

it.each([
  ["nothing", undefined, "no webhook is configured"],
  ["no URL", "T0/B0/very-secret", "what is configured is no URL"],
])("refuses a webhook that can never work, without repeating it (%s)", async (_name, url, message) => {
  const { fetcher } = slackAnswering([]);
  const send = slackWebhook(async () => url, fetcher);
  await expect(send({ text: "x", blocks: [] })).rejects.toMatchObject({ name: "WebhookRefused", message });
});
