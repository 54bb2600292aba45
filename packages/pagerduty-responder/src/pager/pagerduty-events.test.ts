import { createServer } from "node:http";
import { drawHeartbeat } from "./draw-event";
import { pagerDutyEvents } from "./pagerduty-events";

const key = "a1".repeat(16);
const event = drawHeartbeat("us-west-2");

type Answer = { readonly status: number; readonly body: string; readonly headers?: Record<string, string> };

const taken = { status: 202, body: '{"status":"success","message":"Event processed","dedup_key":"k"}' };

/** What `send` makes of an answer: "taken", or the error's own words. */
async function outcomeOf(answer: () => Promise<Response>) {
  const events = pagerDutyEvents({ url: "https://events.pagerduty.com", fetch: answer });
  return events.send(event, key).then(
    () => "taken",
    (error: unknown) => error,
  );
}

const answering =
  ({ status, body, headers = {} }: Answer) =>
  async () =>
    new Response(body, { status, headers });

it("takes 202 as taken", async () => {
  expect(await outcomeOf(answering(taken))).toBe("taken");
});

it.each<[string, Answer, { message: string; retryAfterSeconds: number | undefined }]>([
  ["429", { status: 429, body: "{}" }, { message: "PagerDuty: HTTP 429", retryAfterSeconds: undefined }],
  [
    "429 with a time",
    { status: 429, body: "{}", headers: { "retry-after": "30" } },
    { message: "PagerDuty: HTTP 429", retryAfterSeconds: 30 },
  ],
  ["500", { status: 500, body: "<html>" }, { message: "PagerDuty: HTTP 500", retryAfterSeconds: undefined }],
  [
    "503 with a date",
    { status: 503, body: "", headers: { "retry-after": "Mon, 07 Jan 2030 09:00:00 GMT" } },
    { message: "PagerDuty: HTTP 503", retryAfterSeconds: undefined },
  ],
  [
    "403, which says nothing of the event: a firewall, or PagerDuty's older word for too many events",
    { status: 403, body: "<html>Forbidden</html>" },
    { message: "PagerDuty: HTTP 403", retryAfterSeconds: undefined },
  ],
  ["404", { status: 404, body: "<html>" }, { message: "PagerDuty: HTTP 404", retryAfterSeconds: undefined }],
  [
    "somebody else's 200",
    { status: 200, body: "<html>Please sign in to the network</html>" },
    { message: "PagerDuty: HTTP 200", retryAfterSeconds: undefined },
  ],
  [
    "a 202 that says something else",
    { status: 202, body: '{"status":"hm"}' },
    {
      message: "PagerDuty answered 202 without saying that it took the event",
      retryAfterSeconds: undefined,
    },
  ],
  [
    "a 202 that is cut off",
    { status: 202, body: '{"status":"succ' },
    { message: "PagerDuty did not answer", retryAfterSeconds: undefined },
  ],
])("tries again later after %s", async (_name, answer, error) => {
  expect(await outcomeOf(answering(answer))).toMatchObject({ name: "PagerDutyAway", ...error });
});

it.each([
  ["a reset", new TypeError("fetch failed")],
  ["silence", new DOMException("The operation was aborted due to timeout", "TimeoutError")],
])("tries again later after %s", async (_name, cause) => {
  const outcome = await outcomeOf(() => Promise.reject(cause));
  expect(outcome).toMatchObject({ name: "PagerDutyAway", message: "PagerDuty did not answer", cause });
});

it.each<[string, Answer, string]>([
  [
    "with PagerDuty's words",
    {
      status: 400,
      body: `{"status":"invalid event","message":"Event object is invalid","errors":["Length of 'routing_key' is incorrect","no ${key}"]}`,
    },
    "PagerDuty: HTTP 400, Event object is invalid: Length of 'routing_key' is incorrect; no [integration key]",
  ],
  ["without words", { status: 400, body: "<html>Bad Request</html>" }, "PagerDuty: HTTP 400"],
  [
    "with odd words",
    { status: 413, body: '{"message":"Too large","errors":"all"}' },
    "PagerDuty: HTTP 413, Too large",
  ],
])("gives up what is refused, %s", async (_name, answer, message) => {
  expect(await outcomeOf(answering(answer))).toMatchObject({
    name: "PagerDutyRefused",
    retry: false,
    message,
  });
});

it("sends to a base with a scheme, a port and a path of its own, and sends once", async () => {
  const received: unknown[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      const type = request.headers["content-type"];
      received.push({ method: request.method, url: request.url, type, body: JSON.parse(body) });
      response.writeHead(received.length === 1 ? 429 : 202).end(taken.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  try {
    const { send } = pagerDutyEvents({ url: `http://127.0.0.1:${port}/_pagerduty`, fetch });
    await expect(send(event, key)).rejects.toMatchObject({ message: "PagerDuty: HTTP 429" });
    await send(event, key);
  } finally {
    server.close();
    server.closeAllConnections();
  }
  const request = {
    method: "POST",
    url: "/_pagerduty/v2/enqueue",
    type: "application/json; charset=utf-8",
    body: { ...event, routing_key: key },
  };
  expect(received).toEqual([request, request]);
});
