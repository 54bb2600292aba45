// 10,000 requests that strangers might send: no server error, and nothing is handed over without a valid signature.
import { createHmac } from "node:crypto";
import type { Handed } from "@orgwatch/core/handed";
import { onRequest } from "@orgwatch/core/on-request";
import { seeded } from "@orgwatch/core/testing/seeded";
import { invocation, postEvent, type SentRequest } from "@orgwatch/core/worlds/http-event";
import { mutated, mutatedJson } from "@orgwatch/core/worlds/mutate-request";
import { silent } from "@orgwatch/core/worlds/slack-world";
import { slackDoor } from "../manifest";
import { answerSlack } from "./answer-slack";

const now = new Date("2030-01-07T09:00:00Z");
const timestamp = String(now.getTime() / 1000);
const secrets = ["old-secret", "new-secret"];
const payload = {
  type: "block_actions",
  api_app_id: "A0ORGWATCH",
  team: { id: "T0ORGWATCH" },
  user: { id: "U0ALICE", name: "alice" },
  container: { message_ts: "1.1" },
  channel: { id: "C0SECURITY" },
  response_url: "https://hooks.slack.com/actions/1",
  actions: [{ action_id: "finding:archive", value: "guardduty/us-west-2/f-1" }],
};
const command = {
  command: "/finding",
  text: "é😀",
  user_id: "U0ALICE",
  channel_id: "C0SECURITY",
  team_id: "T0ORGWATCH",
  api_app_id: "A0ORGWATCH",
  response_url: "https://hooks.slack.com/actions/1",
};

const hmac = (secret: string, time: string, body: Buffer) =>
  createHmac("sha256", secret)
    .update(Buffer.concat([Buffer.from(`v0:${time}:`), body]))
    .digest("hex");

function signed(body: string): SentRequest {
  const signature = `v0=${hmac("new-secret", timestamp, Buffer.from(body))}`;
  return {
    body,
    base64: false,
    headers: { "x-slack-request-timestamp": timestamp, "x-slack-signature": signature, accept: "*/*" },
  };
}

/** Slack's rule once more, in other words than the door's. */
function isValid({ headers, body, base64 }: SentRequest): boolean {
  const bytes = Buffer.from(body, base64 ? "base64" : "utf8");
  const valuesOf = (wanted: string) =>
    Object.entries(headers).flatMap(([name, value]) => (name.toLowerCase() === wanted ? [value] : []));
  return valuesOf("x-slack-request-timestamp").some(
    (time) =>
      Math.abs(Number(time) - Number(timestamp)) <= 300 &&
      valuesOf("x-slack-signature").some((value) =>
        secrets.some((secret) => value.toLowerCase() === `v0=${hmac(secret, time, bytes)}`),
      ),
  );
}

/** Two thirds as anybody could send them, the rest signed, with contents of any type. */
function request(n: number, random: () => number): SentRequest {
  const form = (fields: Record<string, string>) => new URLSearchParams(fields).toString();
  if (n % 3 === 0) return signed(form({ payload: JSON.stringify(mutatedJson(payload, random)) }));
  if (n % 500 === 1)
    return signed(form({ payload: JSON.stringify({ ...payload, more: "x".repeat(600_000) }) }));
  const body = n % 2 === 0 ? form({ payload: JSON.stringify(payload) }) : form(command);
  return mutated(signed(body), random);
}

it("lets in nobody without a valid signature, and fails for none of them", async () => {
  const random = seeded(5);
  const handed: Handed[] = [];
  const handler = onRequest(
    { ...slackDoor, env: {} },
    () => (sent) =>
      answerSlack(sent, {
        slackApp: async () => ({ workspaceId: "T0ORGWATCH", appId: "A0ORGWATCH", responders: [] }),
        secrets: async () => secrets,
        routes: { finding: "https://sqs/actions" },
        handOver: async (_queue, message) => void handed.push(message),
        answerPrivately: async () => true,
        now: () => now,
        log: silent,
      }),
  );
  const statuses = new Map<number | undefined, number>();
  const wrong: unknown[] = [];
  for (let n = 0; n < 10_000; n += 1) {
    const sent = request(n, random);
    const before = handed.length;
    const { statusCode } = await handler(postEvent("/slack", sent), invocation);
    statuses.set(statusCode, (statuses.get(statusCode) ?? 0) + 1);
    const letIn = handed.length > before;
    const refusedWrongly = statusCode === 401 && isValid(sent);
    if ((statusCode ?? 500) >= 500 || (letIn && !isValid(sent)) || refusedWrongly) wrong.push(sent);
  }
  expect(wrong).toEqual([]);
  // Every answer was given to many of them: the changes are neither all harmless nor all fatal.
  expect([...statuses.keys()].toSorted()).toEqual([200, 400, 401, 403, 413]);
  expect({ handed: handed.length > 500, refused: (statuses.get(401) ?? 0) > 3000 }).toEqual({
    handed: true,
    refused: true,
  });
}, 20_000);
