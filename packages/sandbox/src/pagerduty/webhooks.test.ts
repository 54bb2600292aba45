import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import { followUp, keys, read, sampleAccount, trigger } from "./sample-account";

const web = "https://orgwatch-sandbox.pagerduty.com";
const reference = (type: string, path: string, id: string, summary: string) => ({
  id,
  type: `${type}_reference`,
  summary,
  self: `https://api.pagerduty.com/${path}/${id}`,
  html_url: `${web}/${path}/${id}`,
});
const integration = reference(
  "inbound_integration",
  "services/PSECURITY/integrations",
  "PISECURITY",
  "Orgwatch",
);
const url = "https://orgwatch.example/pagerduty/webhooks";

describe("webhooks", () => {
  it("tell what happened and who did it, signed with each secret", async () => {
    const { pagerDuty, enqueue } = sampleAccount();
    enqueue(trigger({ dedup_key: "before anybody listens" }));
    pagerDuty.sendWebhooksTo(url, ["old secret", "new secret"]);
    enqueue(trigger());
    enqueue(trigger());
    pagerDuty.act("Q0000000000002", "acknowledge", "Alice Ahmed");
    await pagerDuty.settled();
    const hmac = (secret: string, body: string) => createHmac("sha256", secret).update(body).digest("hex");
    const event = (number: string, event_type: string, occurred_at: string, status: string, who: object) => ({
      event: {
        id: `01SANDBOX0000000000000000${number}`,
        event_type,
        resource_type: "incident",
        occurred_at,
        ...who,
        data: {
          id: "Q0000000000002",
          type: "incident",
          self: "https://api.pagerduty.com/incidents/Q0000000000002",
          html_url: `${web}/incidents/Q0000000000002`,
          number: 2,
          status,
          incident_key: "guardduty/us-west-2/f-1",
          created_at: "2030-01-07T09:00:00Z",
          title: "HIGH 8.0 in payments",
          service: reference("service", "services", "PSECURITY", "Security"),
          assignees: [],
          escalation_policy: reference("escalation_policy", "escalation_policies", "PESECURITY", "Security"),
          teams: [],
          priority: null,
          urgency: "high",
          conference_bridge: null,
          resolve_reason: null,
        },
      },
    });
    const alice = reference("user", "users", "PUALICE", "Alice Ahmed");
    expect(pagerDuty.webhooks().map(({ body }) => JSON.parse(body))).toEqual([
      event("2", "incident.triggered", "2030-01-07T09:00:00.000Z", "triggered", {
        agent: integration,
        client: null,
      }),
      event("3", "incident.acknowledged", "2030-01-07T09:01:00.000Z", "acknowledged", {
        agent: alice,
        client: { name: "PagerDuty" },
      }),
    ]);
    expect(pagerDuty.webhooks().map(({ body: _body, ...rest }) => rest)).toEqual(
      pagerDuty.webhooks().map(({ body }, index) => ({
        url,
        attempt: 1,
        outcome: 202,
        headers: {
          "content-type": "application/json",
          "user-agent": "PagerDuty-Webhook/V3.0",
          "x-pagerduty-signature": `v1=${hmac("old secret", body)},v1=${hmac("new secret", body)}`,
          "x-webhook-id": `01SANDBOX0000000000000000${index + 2}`,
        },
      })),
    );
  });

  it("name each kind of change, and nobody when a time ran out", async () => {
    const { pagerDuty, enqueue } = sampleAccount();
    pagerDuty.sendWebhooksTo(url, ["secret"]);
    enqueue(trigger());
    pagerDuty.act("Q0000000000001", "acknowledge", "Bo Burns");
    pagerDuty.act("Q0000000000001", "acknowledge", "Alice Ahmed");
    pagerDuty.unacknowledge("Q0000000000001");
    pagerDuty.act("Q0000000000001", "resolve", "Mallory Moss");
    pagerDuty.act("Q0000000000001", "reopen", "Alice Ahmed");
    enqueue(followUp("resolve"));
    await pagerDuty.settled();
    const told = pagerDuty.webhooks().map(({ body }) => {
      const { event } = JSON.parse(body);
      return [event.event_type, event.agent?.type, event.agent?.summary, event.data.status];
    });
    expect(told).toEqual([
      ["incident.triggered", "inbound_integration_reference", "Orgwatch", "triggered"],
      ["incident.acknowledged", "user_reference", "Bo Burns", "acknowledged"],
      ["incident.unacknowledged", undefined, undefined, "triggered"],
      ["incident.resolved", "user_reference", "Mallory Moss", "resolved"],
      ["incident.reopened", "user_reference", "Alice Ahmed", "triggered"],
      ["incident.resolved", "inbound_integration_reference", "Orgwatch", "resolved"],
    ]);
    expect(() => pagerDuty.act("QNONE", "resolve", "Alice Ahmed")).toThrow(
      "There is no incident QNONE in this PagerDuty",
    );
  });

  it("are tried five times while nobody takes them, in order for each incident", async () => {
    const answers = ["reset", 503, 429, "late", 202, 202] as const;
    let asked = 0;
    const { pagerDuty, journal, enqueue } = sampleAccount({
      send: async () => {
        const answer = answers[asked];
        asked += 1;
        if (answer === "reset") throw new TypeError("fetch failed");
        if (answer === "late") throw new TypeError("aborted");
        return { status: answer ?? 500, text: async () => "" };
      },
      patience: () => (answers[asked] === "late" ? AbortSignal.abort() : new AbortController().signal),
    });
    pagerDuty.sendWebhooksTo(url, ["secret"]);
    enqueue(trigger());
    enqueue(followUp("resolve"));
    await pagerDuty.settled();
    expect(
      pagerDuty
        .webhooks()
        .map(({ headers, attempt, outcome }) => [headers["x-webhook-id"]?.slice(-1), attempt, outcome]),
    ).toEqual([
      ["1", 1, "unreachable"],
      ["1", 2, 503],
      ["1", 3, 429],
      ["1", 4, "timeout"],
      ["1", 5, 202],
      ["2", 1, 202],
    ]);
    expect(journal.entries().map(({ what }) => what)).toContain(
      "told of incident #1 by webhook (timeout, try 4)",
    );
  });

  it.each([
    [401, 1],
    [302, 1],
    [500, 5],
  ])("answered with %i are tried %i times in all", async (status, tries) => {
    const { pagerDuty, enqueue } = sampleAccount({ send: async () => ({ status, text: async () => "" }) });
    pagerDuty.sendWebhooksTo(url, ["secret"]);
    enqueue(trigger());
    await pagerDuty.settled();
    expect(pagerDuty.webhooks()).toHaveLength(tries);
  });

  it("go over HTTP, as the events come", async () => {
    const { pagerDuty } = sampleAccount({ send: fetch });
    const received: { signature: unknown; body: string }[] = [];
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const body = Buffer.concat(chunks);
        if (request.url?.startsWith("/_pagerduty/")) return void pagerDuty.handle(request, response, body);
        received.push({ signature: request.headers["x-pagerduty-signature"], body: String(body) });
        response.writeHead(202).end();
      });
    });
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    const address = server.address();
    const here = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
    try {
      pagerDuty.sendWebhooksTo(`${here}/pagerduty/webhooks`, ["secret"]);
      const answer = await fetch(`${here}/_pagerduty/v2/enqueue`, {
        method: "POST",
        body: JSON.stringify(trigger({ routing_key: keys.payments })),
      });
      expect(answer.status).toBe(202);
      await pagerDuty.settled();
      expect(received).toEqual(
        pagerDuty
          .webhooks()
          .map(({ body, headers }) => ({ signature: headers["x-pagerduty-signature"], body })),
      );
      expect(received).toHaveLength(1);
      const denied = await fetch(`${here}/_pagerduty/api/services`);
      expect(denied.status).toBe(401);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});

describe("a path that the stand-in does not have", () => {
  it("is not found", () => {
    const { pagerDuty } = sampleAccount();
    const answer = pagerDuty.answer({
      method: "POST",
      path: "/_pagerduty/v2/change/enqueue",
      headers: {},
      body: "{}",
      now: new Date(0),
    });
    expect(read(answer)).toEqual({ status: 404, body: { error: { message: "Not Found", code: 2100 } } });
  });
});
