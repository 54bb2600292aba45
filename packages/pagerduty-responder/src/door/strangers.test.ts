// 10,000 webhooks that strangers might send: no server error, and nothing is handed over without a valid signature.
import { createHmac } from "node:crypto";
import type { Handed } from "@orgwatch/core/handed";
import { onRequest } from "@orgwatch/core/on-request";
import { seeded } from "@orgwatch/core/testing/seeded";
import { invocation, postEvent, type SentRequest } from "@orgwatch/core/worlds/http-event";
import { mutated, mutatedJson } from "@orgwatch/core/worlds/mutate-request";
import { silent } from "@orgwatch/core/worlds/slack-world";
import { pagerdutyDoor } from "../../manifest";
import { answerWebhook } from "./answer-webhook";

const secrets = ["old-secret", "new-secret"];
const webhook = {
  event: {
    id: "e-1",
    event_type: "incident.resolved",
    occurred_at: "2030-01-07T09:00:00.000Z",
    agent: { type: "user_reference", summary: "Jane Döe" },
    data: { id: "Q1", number: 2, html_url: "https://acme.pagerduty.com/incidents/Q1", incident_key: "k" },
  },
};
const hmac = (secret: string, body: Buffer) => createHmac("sha256", secret).update(body).digest("hex");

function signed(body: string): SentRequest {
  const signatures = ["foreign", "new-secret"].map((secret) => `v1=${hmac(secret, Buffer.from(body))}`);
  const headers = { "x-pagerduty-signature": signatures.join(","), "x-webhook-id": "w-1" };
  return { body, base64: false, headers };
}

/** PagerDuty's rule once more, in other words than the door's. */
function isValid({ headers, body, base64 }: SentRequest): boolean {
  const bytes = Buffer.from(body, base64 ? "base64" : "utf8");
  const wanted = secrets.map((secret) => `v1=${hmac(secret, bytes)}`);
  return Object.entries(headers)
    .filter(([name]) => name.toLowerCase() === "x-pagerduty-signature")
    .flatMap(([, value]) => value.toLowerCase().split(","))
    .some((signature) => wanted.includes(signature.trim()));
}

/** Two thirds as anybody could send them, the rest signed, with contents of any type. */
function request(n: number, random: () => number): SentRequest {
  if (n % 3 === 0) return signed(JSON.stringify(mutatedJson(webhook, random)));
  if (n % 500 === 1) return signed(JSON.stringify({ ...webhook, more: "x".repeat(600_000) }));
  return mutated(signed(JSON.stringify(webhook)), random);
}

it("lets in nobody without a valid signature, and fails for none of them", async () => {
  const random = seeded(5);
  const handed: Handed[] = [];
  const dependencies = {
    secrets: async () => secrets,
    actions: "https://sqs/actions",
    handOver: async (_queue: string, message: Handed) => void handed.push(message),
    log: silent,
  };
  const handler = onRequest({ ...pagerdutyDoor, env: {} }, () => (sent) => answerWebhook(sent, dependencies));
  const statuses = new Map<number | undefined, number>();
  const wrong: unknown[] = [];
  for (let n = 0; n < 10_000; n += 1) {
    const sent = request(n, random);
    const before = handed.length;
    const event = postEvent("/pagerduty/webhooks", sent);
    const { statusCode } = await handler(event, invocation);
    statuses.set(statusCode, (statuses.get(statusCode) ?? 0) + 1);
    const letIn = handed.length > before;
    const refusedWrongly = statusCode === 401 && isValid(sent);
    if ((statusCode ?? 500) >= 500 || (letIn && !isValid(sent)) || refusedWrongly) wrong.push(sent);
  }
  expect(wrong).toEqual([]);
  expect([...statuses.keys()].toSorted()).toEqual([200, 202, 400, 401, 413]);
  expect({ handed: handed.length > 500, refused: (statuses.get(401) ?? 0) > 3000 }).toEqual({
    handed: true,
    refused: true,
  });
}, 20_000);
