// Slack at the door, in tests: presses and commands as it sends and signs them, and what comes of them.
import { createHmac } from "node:crypto";
import type { Handed } from "@orgwatch/core/handed";
import { onRequest } from "@orgwatch/core/on-request";
import { invocation, postEvent, type SentRequest } from "@orgwatch/core/worlds/http-event";
import { silent } from "@orgwatch/core/worlds/slack-world";
import { slackDoor } from "../../manifest";
import { answerSlack, type DoorDependencies } from "../answer-slack";

const now = new Date("2030-01-07T09:00:00Z");
/** The door's clock, as Slack counts. */
export const seconds = now.getTime() / 1000;
const slackApp = { workspaceId: "T0ORGWATCH", appId: "A0ORGWATCH", responders: [] };
export const responseUrl = "https://hooks.slack.com/actions/T0ORGWATCH/1/secret";

/** A press of the button Archive, as Slack sends it. */
const press = {
  type: "block_actions",
  api_app_id: "A0ORGWATCH",
  team: { id: "T0ORGWATCH", domain: "acme" },
  user: { id: "U0ALICE", username: "alice", name: "alice", team_id: "T0ORGWATCH" },
  container: { type: "message", message_ts: "1.1", channel_id: "C0SECURITY" },
  trigger_id: "secret-trigger",
  channel: { id: "C0SECURITY", name: "security" },
  response_url: responseUrl,
  actions: [
    { type: "button", action_id: "finding:archive", value: "guardduty/us-west-2/f-1", action_ts: "2.2" },
  ],
};
/** The same press as it is handed over. */
export const pressed: Handed = {
  kind: "slack-press",
  actionId: "finding:archive",
  value: "guardduty/us-west-2/f-1",
  user: { id: "U0ALICE", name: "alice" },
  channel: "C0SECURITY",
  messageTs: "1.1",
  responseUrl,
  at: "2030-01-07T09:00:00.000Z",
};
/** A command, as Slack sends it. */
export const command = {
  command: "/finding",
  text: "open <today>",
  user_id: "U0ALICE",
  user_name: "alice",
  channel_id: "C0SECURITY",
  team_id: "T0ORGWATCH",
  api_app_id: "A0ORGWATCH",
  response_url: responseUrl,
};

/** A body as Slack encodes it. */
export const form = (fields: Record<string, string>) => new URLSearchParams(fields).toString();
/** The body of the press, with changes. */
export const payload = (changes: object = {}) => form({ payload: JSON.stringify({ ...press, ...changes }) });

/** The header `X-Slack-Signature`, by Slack's rule. */
export function sign(body: string, timestamp: number | string, secret = "new-secret") {
  return `v0=${createHmac("sha256", secret).update(`v0:${timestamp}:`).update(body).digest("hex")}`;
}

/** A request with that body, signed now by the newer of the door's two secrets. */
export function signed(
  body: string,
  options: { timestamp?: number | string; secret?: string } = {},
): SentRequest {
  const { timestamp = seconds, secret } = options;
  return {
    body,
    base64: false,
    headers: {
      "X-Slack-Request-Timestamp": String(timestamp),
      "X-Slack-Signature": sign(body, timestamp, secret),
    },
  };
}

/** The door behind the runtime that it has in Lambda; only its configuration is ours. */
export async function knock(sent: SentRequest, changes: Partial<DoorDependencies> = {}) {
  const handed: Handed[] = [];
  const told: string[] = [];
  const lines: string[] = [];
  const keep =
    (level: string) =>
    (message: string, facts: object = {}) =>
      void lines.push(`${level} ${message} ${JSON.stringify(facts)}`);
  const log = { ...silent, warn: keep("warn"), error: keep("error"), with: () => log };
  const dependencies: DoorDependencies = {
    slackApp: async () => slackApp,
    secrets: async () => ["old-secret", "new-secret"],
    routes: { finding: "https://sqs/actions" },
    handOver: async (_queue, message) => void handed.push(message),
    answerPrivately: async (_url, text) => told.push(text) > 0,
    now: () => now,
    log,
    ...changes,
  };
  const handler = onRequest({ ...slackDoor, env: {} }, () => (request) => answerSlack(request, dependencies));
  const { statusCode, body: answer } = await handler(postEvent("/slack", sent), invocation);
  return { status: statusCode, answer: answer && JSON.parse(answer), handed, told, lines };
}

/** Only the status, and how many messages were handed over. */
export const outcome = async (sent: SentRequest, changes?: Partial<DoorDependencies>) => {
  const { status, handed } = await knock(sent, changes);
  return { status, handed: handed.length };
};
