import { silent } from "@orgwatch/core/worlds/slack-world";
import { pagerDutyAlertKeys } from "./pagerduty-api";

type Answer = (url: URL) => Response | Promise<Response>;

async function ask(answer: Answer, token: string | undefined = "api-token") {
  const calls: object[] = [];
  const alertKeys = pagerDutyAlertKeys({
    url: "https://api.pagerduty.com",
    token: async () => token,
    fetch: async (input, init) => {
      const headers = Object.fromEntries(new Headers(init?.headers).entries());
      calls.push({ url: String(input), ...headers });
      return answer(new URL(String(input)));
    },
    log: silent,
  });
  const keys = await alertKeys("Q/1").catch((error: unknown) => error);
  return { keys, calls };
}

const json = (body: unknown) => Response.json(body);
const call = (offset: number) => ({
  url: `https://api.pagerduty.com/incidents/Q%2F1/alerts?limit=100&offset=${offset}`,
  authorization: "Token token=api-token",
  accept: "application/vnd.pagerduty+json;version=2",
});

describe("the alerts of an incident", () => {
  it("are read page by page; one without a key is left out", async () => {
    const pages: Record<string, object> = {
      "0": { alerts: [{ alert_key: "a" }, { alert_key: null }, {}], more: true },
      "100": { alerts: [{ alert_key: "b" }, { alert_key: "a" }], more: false },
    };
    const { keys, calls } = await ask((url) => json(pages[url.searchParams.get("offset") ?? ""]));
    expect({ keys, calls }).toEqual({ keys: ["a", "b"], calls: [call(0), call(100)] });
  });

  it("are not asked for without a token", async () => {
    expect(await ask(() => json({}), "")).toEqual({ keys: undefined, calls: [] });
  });

  it.each([404, 400])("are not known when PagerDuty does not know the incident (%i)", async (status) => {
    expect((await ask(() => new Response("{}", { status }))).keys).toBeUndefined();
  });

  it("are none when people moved them to other incidents", async () => {
    expect((await ask(() => json({ alerts: [], more: false }))).keys).toEqual([]);
  });

  it.each<[string, Answer, object]>([
    [
      "asks to wait",
      () => new Response("", { status: 429, headers: { "ratelimit-reset": "17" } }),
      { message: "PagerDuty's API answered HTTP 429", retryAfterSeconds: 17 },
    ],
    [
      "is down",
      () => new Response("", { status: 503 }),
      { message: "PagerDuty's API answered HTTP 503", retryAfterSeconds: undefined },
    ],
    [
      "refuses the token, which somebody has to mend",
      () => new Response("", { status: 401 }),
      { message: "PagerDuty's API answered HTTP 401" },
    ],
    [
      "does not answer",
      () => Promise.reject(new TypeError("fetch failed")),
      { message: "PagerDuty's API did not answer" },
    ],
    ["answers something else", () => json({ alerts: 1 }), { message: "PagerDuty's API did not answer" }],
  ])("are asked for later when PagerDuty %s", async (_name, answer, error) => {
    expect((await ask(answer)).keys).toMatchObject({ name: "TryLater", ...error });
  });
});
