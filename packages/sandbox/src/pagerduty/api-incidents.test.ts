import { followUp, keys, read, sampleAccount, trigger } from "./sample-account";
import { api, integration, policy, reference, security, web } from "./sample-references";

describe("incidents", () => {
  const incident = {
    id: "Q0000000000001",
    type: "incident",
    summary: "[#1] HIGH 8.0 in payments",
    self: `${api}/incidents/Q0000000000001`,
    html_url: `${web}/incidents/Q0000000000001`,
    incident_number: 1,
    title: "HIGH 8.0 in payments",
    status: "triggered",
    incident_key: "guardduty/us-west-2/f-1",
    urgency: "high",
    created_at: "2030-01-07T09:00:00Z",
    updated_at: "2030-01-07T09:00:00Z",
    last_status_change_at: "2030-01-07T09:00:00Z",
    service: security,
    escalation_policy: policy,
    assignments: [],
    acknowledgements: [],
    alert_counts: { all: 1, triggered: 1, resolved: 0 },
    teams: [],
  };
  const put = (body: unknown, from: string | undefined = "alice@example.com") => ({
    method: "PUT",
    body: JSON.stringify(body),
    headers: { from },
  });

  it("lists them by status, service and key, and shows the alert with its key", () => {
    const { ask, enqueue } = sampleAccount();
    enqueue(trigger());
    enqueue(trigger({ routing_key: keys.payments, dedup_key: "other" }));
    enqueue(followUp("resolve", { routing_key: keys.payments, dedup_key: "other" }));
    const ids = (query: string) => {
      const answer = read(ask(`incidents${query}`));
      return "body" in answer ? answer.body.incidents.map(({ id }: { id: string }) => id) : answer;
    };
    expect([
      ids(""),
      ids("?statuses[]=triggered&statuses[]=acknowledged"),
      ids("?service_ids[]=PPAYMENTS"),
      ids("?incident_key=other"),
    ]).toEqual([
      ["Q0000000000001", "Q0000000000002"],
      ["Q0000000000001"],
      ["Q0000000000002"],
      ["Q0000000000002"],
    ]);
    expect(read(ask("incidents/Q0000000000001"))).toEqual({ status: 200, body: { incident } });
    const alert = {
      id: "AQ0000000000001",
      type: "alert",
      summary: incident.title,
      self: `${api}/incidents/Q0000000000001/alerts/AQ0000000000001`,
      html_url: `${web}/alerts/AQ0000000000001`,
      created_at: incident.created_at,
      status: "triggered",
      alert_key: "guardduty/us-west-2/f-1",
      severity: "error",
      suppressed: false,
      service: security,
      integration,
      incident: reference("incident", "incidents", "Q0000000000001", incident.summary),
      body: {
        type: "alert_body",
        details: { account: "111111111111" },
        contexts: [{ type: "link", href: "https://example.com/f-1", text: "GuardDuty" }],
        cef_details: {
          dedup_key: "guardduty/us-west-2/f-1",
          description: incident.title,
          severity: "error",
          source_origin: "acme-payments-prod",
          details: { account: "111111111111" },
        },
      },
    };
    expect(read(ask("incidents/Q0000000000001/alerts"))).toEqual({
      status: 200,
      body: { alerts: [alert], limit: 25, offset: 0, more: false, total: null },
    });
    expect(read(ask("incidents/Q0000000000001/alerts/AQ0000000000001"))).toEqual({
      status: 200,
      body: { alert },
    });
  });

  it("acknowledges and resolves in the name of the person in From", () => {
    const { pagerDuty, ask, enqueue } = sampleAccount();
    enqueue(trigger());
    const acknowledge = {
      incidents: [{ id: "Q0000000000001", type: "incident_reference", status: "acknowledged" }],
    };
    const changed = { updated_at: "2030-01-07T09:00:30Z", last_status_change_at: "2030-01-07T09:00:30Z" };
    expect(read(ask("incidents", put(acknowledge)))).toEqual({
      status: 200,
      body: { incidents: [{ ...incident, ...changed, status: "acknowledged" }] },
    });
    const resolve = { incident: { type: "incident_reference", status: "resolved" } };
    expect(read(ask("incidents/Q0000000000001", put(resolve, "mallory@example.com")))).toEqual({
      status: 200,
      body: {
        incident: {
          ...incident,
          ...changed,
          status: "resolved",
          alert_counts: { all: 1, triggered: 0, resolved: 1 },
        },
      },
    });
    expect(pagerDuty.incidents()[0]?.log.map(({ what, by }) => `${what} by ${by}`)).toEqual([
      "triggered by Orgwatch",
      "acknowledged by Alice Ahmed",
      "resolved by Mallory Moss",
    ]);
  });

  it("refuses a change by nobody, of nothing, to nothing, or twice", () => {
    const { pagerDuty, ask, enqueue } = sampleAccount();
    enqueue(trigger());
    enqueue(trigger({ dedup_key: "second" }));
    pagerDuty.act("Q0000000000001", "resolve", "Alice Ahmed");
    const wanted = (id: string, status: string) => ({ incidents: [{ id, status }] });
    const second = wanted("Q0000000000002", "resolved");
    const both = { incidents: [...second.incidents, { id: "Q0000000000001", status: "resolved" }] };
    const answers = [
      { ...put(second), headers: {} },
      put(second, "eve@example.com"),
      put(wanted("Q0000000000002", "forgotten")),
      put(wanted("QNONE", "resolved")),
      put(both),
    ].map((request) => read(ask("incidents", request)));
    const no = (status: number, message: string, code: number) => ({
      status,
      body: { error: { message, code } },
    });
    expect(answers).toEqual([
      no(400, "You must specify a requester_id to perform this action", 2011),
      no(400, "Requester User Not Found", 1008),
      no(400, "Invalid Input Provided", 2001),
      no(404, "Incident Not Found", 5001),
      no(400, "Incident Already Resolved", 1001),
    ]);
    expect(pagerDuty.incidents().map(({ status }) => status)).toEqual(["resolved", "triggered"]);
  });
});
