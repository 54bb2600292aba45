// A small PagerDuty account and short ways to talk to it, for the tests beside this file.
import { newFaults } from "../faults";
import { newJournal } from "../journal";
import type { SendHttp } from "../slack/send-http";
import type { PagerDutyAnswer } from "./pagerduty-answer";
import { newPagerDuty } from "./pagerduty-stand-in";

/** When every sample account opens. */
export const start = new Date("2030-01-07T09:00:00Z");
/** The routing keys of its two services. */
export const keys = { security: "s".repeat(32), payments: "p".repeat(32) };
export const sampleToken = "sandbox-api-token";

/** An account with two services; `send` answers its webhooks (202 unless it is given). */
export function sampleAccount({
  send = accepts,
  patience,
}: {
  send?: SendHttp;
  patience?: () => AbortSignal;
} = {}) {
  const journal = newJournal(() => start);
  const faults = newFaults(() => 0);
  const pagerDuty = newPagerDuty({
    services: [
      { team: "security", name: "Security", routingKey: keys.security, serviceId: "PSECURITY" },
      { team: "payments", name: "Payments", routingKey: keys.payments, serviceId: "PPAYMENTS" },
    ],
    token: sampleToken,
    journal,
    faults,
    now: () => later(60),
    send,
    retryAfterMilliseconds: [0, 0, 0, 0],
    ...(patience && { patience }),
  });
  const enqueue = (event: unknown, seconds = 0) =>
    pagerDuty.answer({
      method: "POST",
      path: "/_pagerduty/v2/enqueue",
      headers: { "content-type": "application/json" },
      body: typeof event === "string" ? event : JSON.stringify(event),
      now: later(seconds),
    });
  const ask = (path: string, { method = "GET", body = "", headers = {}, token = sampleToken } = {}) =>
    pagerDuty.answer({
      method,
      path: `/_pagerduty/api/${path}`,
      headers: { authorization: `Token token=${token}`, accept: "application/json", ...headers },
      body,
      now: later(30),
    });
  return { pagerDuty, journal, faults, enqueue, ask };
}

/** So many seconds after the start. */
export function later(seconds: number): Date {
  return new Date(start.getTime() + seconds * 1000);
}

/** A trigger as Orgwatch sends it. */
export function trigger(more: Readonly<Record<string, unknown>> = {}, payload = {}) {
  return {
    routing_key: keys.security,
    event_action: "trigger",
    dedup_key: "guardduty/us-west-2/f-1",
    client: "Orgwatch",
    links: [{ href: "https://example.com/f-1", text: "GuardDuty" }],
    payload: {
      summary: "HIGH 8.0 in payments",
      source: "acme-payments-prod",
      severity: "error",
      custom_details: { account: "111111111111" },
      ...payload,
    },
    ...more,
  };
}

/** An acknowledge or resolve of the same key. */
export function followUp(event_action: "acknowledge" | "resolve", more = {}) {
  return { routing_key: keys.security, event_action, dedup_key: "guardduty/us-west-2/f-1", ...more };
}

/** Status and parsed body of an answer; for none, what happened to the connection. */
export function read(answer: PagerDutyAnswer) {
  return "body" in answer ? { status: answer.status, body: JSON.parse(answer.body) } : answer;
}

const accepts: SendHttp = async () => ({ status: 202, text: async () => "" });
