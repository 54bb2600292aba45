import { createHmac } from "node:crypto";
import type { Handed } from "@orgwatch/core/handed";
import { onRequest } from "@orgwatch/core/on-request";
import { invocation, postEvent, type SentRequest } from "@orgwatch/core/worlds/http-event";
import { silent } from "@orgwatch/core/worlds/slack-world";
import { pagerdutyDoor } from "../../manifest";
import { answerWebhook, type WebhookDependencies } from "./answer-webhook";

const webhook = {
  id: "01BRB6ZP4M6T8ZG4X6BP63ZB9O",
  event_type: "incident.resolved",
  resource_type: "incident",
  occurred_at: "2030-01-07T09:00:00Z",
  agent: { id: "PLH1HKV", type: "user_reference", summary: "Jane Döe" },
  client: { name: "PagerDuty" },
  data: {
    id: "PGR0VU2",
    type: "incident",
    number: 2,
    status: "resolved",
    html_url: "https://acme.pagerduty.com/incidents/PGR0VU2",
    incident_key: "guardduty/us-west-2/f-1",
  },
};
const handed = {
  kind: "incident-event",
  id: webhook.id,
  type: "incident.resolved",
  at: "2030-01-07T09:00:00.000Z",
  by: "Jane Döe",
  incident: {
    id: "PGR0VU2",
    number: 2,
    url: "https://acme.pagerduty.com/incidents/PGR0VU2",
    key: "guardduty/us-west-2/f-1",
  },
};

const bodyOf = (changes: object = {}) => JSON.stringify({ event: { ...webhook, ...changes } });
const sign = (body: string, secret: string) =>
  `v1=${createHmac("sha256", secret).update(body).digest("hex")}`;
const signed = (body: string, secret = "new-secret"): SentRequest => ({
  body,
  base64: false,
  headers: { "X-PagerDuty-Signature": sign(body, secret) },
});

async function knock(sent: SentRequest, changes: Partial<WebhookDependencies> = {}) {
  const messages: Handed[] = [];
  const dependencies: WebhookDependencies = {
    secrets: async () => ["old-secret", "new-secret"],
    actions: "https://sqs/actions",
    handOver: async (queue, message) => {
      if (queue === "https://sqs/actions") messages.push(message);
    },
    log: silent,
    ...changes,
  };
  const handler = onRequest(
    { ...pagerdutyDoor, env: {} },
    () => (request) => answerWebhook(request, dependencies),
  );
  const event = postEvent("/pagerduty/webhooks", sent);
  const { statusCode, body } = await handler(event, invocation);
  return { status: statusCode, answer: body && JSON.parse(body), messages };
}

describe("a webhook about an incident", () => {
  it.each<[string, object, object]>([
    ["names the person who did it", {}, handed],
    ["names nobody when PagerDuty did it", { agent: null }, { ...handed, by: undefined }],
    [
      "names nobody when an integration did it",
      { agent: { type: "inbound_integration_reference", summary: "Events API v2" } },
      { ...handed, by: undefined },
    ],
    [
      "is by a person also where the name is missing",
      { agent: { type: "user_reference" } },
      { ...handed, by: "a person without a name" },
    ],
    [
      "may say little of the incident",
      { data: { id: "PGR0VU2", number: null, incident_key: null } },
      { ...handed, incident: { id: "PGR0VU2" } },
    ],
    [
      "has its time in UTC",
      { occurred_at: "2030-01-07T10:00:00.500+01:00" },
      { ...handed, at: "2030-01-07T09:00:00.500Z" },
    ],
    [
      "may be an acknowledgement",
      { event_type: "incident.acknowledged" },
      { ...handed, type: "incident.acknowledged" },
    ],
  ])("%s", async (_name, changes, message) => {
    expect(await knock(signed(bodyOf(changes)))).toEqual({
      status: 202,
      answer: undefined,
      messages: [message],
    });
  });
});

it("says nothing about an incident that was merged: its alerts are another one's now, and still open", async () => {
  const merged = { type: "merge_resolve_reason", incident: { id: "PT4KHLK", type: "incident_reference" } };
  const data = { ...webhook.data, resolve_reason: merged };
  expect(await knock(signed(bodyOf({ data })))).toEqual({ status: 200, answer: undefined, messages: [] });
  const resolved = { ...webhook.data, resolve_reason: null };
  expect((await knock(signed(bodyOf({ data: resolved })))).messages).toEqual([handed]);
});

describe("a signature", () => {
  const body = bodyOf();
  const sent = signed(body);
  const headers = (name: string, value: string): SentRequest => ({ ...sent, headers: { [name]: value } });
  const good = sign(body, "new-secret");
  it.each<[string, SentRequest, number]>([
    ["over a base64 body", { ...sent, base64: true, body: Buffer.from(body).toString("base64") }, 202],
    ["in a lower-case header", headers("x-pagerduty-signature", good), 202],
    ["by the old secret", signed(body, "old-secret"), 202],
    ["beside one by a foreign secret", headers("X-PAGERDUTY-SIGNATURE", `${sign(body, "x")},${good}`), 202],
    ["beside one of a later version", headers("x-pagerduty-signature", `v2=abc, ${good}`), 202],
    ["by a foreign secret", signed(body, "foreign"), 401],
    ["by an empty secret", signed(body, ""), 401],
    ["over another body", { ...sent, body: `${body} ` }, 401],
    ["without a version", headers("x-pagerduty-signature", good.slice(3)), 401],
    ["of another version", headers("x-pagerduty-signature", good.replace("v1", "v0")), 401],
    ["that is missing", { ...sent, headers: {} }, 401],
  ])("%s", async (_name, request, status) => {
    const result = await knock(request);
    expect({ status: result.status, messages: result.messages.length }).toEqual({
      status,
      messages: status === 202 ? 1 : 0,
    });
  });
});

describe("a signed body", () => {
  it.each<[string, string, number, string | undefined]>([
    [
      "of an event that nobody needs",
      bodyOf({ event_type: "incident.annotated", data: null }),
      200,
      undefined,
    ],
    [
      "of a try of the subscription",
      bodyOf({ event_type: "pagey.ping", data: { type: "ping" } }),
      200,
      undefined,
    ],
    ["that is not JSON", "{", 400, "the body is not JSON"],
    ["that is empty", "", 400, "the body is not JSON"],
    ["of another shape", "[]", 400, "the body is not a PagerDuty v3 webhook"],
    ["without a time", bodyOf({ occurred_at: "yesterday" }), 400, "the body is not a PagerDuty v3 webhook"],
    ["without an incident", bodyOf({ data: null }), 400, "the event does not name its incident"],
    ["of more than 512 KB", bodyOf({ more: "x".repeat(513 * 1024) }), 413, "the body is too large"],
  ])("%s", async (_name, body, status, error) => {
    expect(await knock(signed(body))).toEqual({ status, answer: error && { error }, messages: [] });
  });
});

it("answers 500 when SQS fails, so that PagerDuty tries again, and says nothing of the reason", async () => {
  const handOver = () => Promise.reject(new Error("arn:aws:sqs:secret"));
  expect(await knock(signed(bodyOf()), { handOver })).toEqual({
    status: 500,
    answer: { error: "internal error, request r-1" },
    messages: [],
  });
});
