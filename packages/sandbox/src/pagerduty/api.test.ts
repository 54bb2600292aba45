import { followUp, keys, read, sampleAccount, trigger } from "./sample-account";

const api = "https://api.pagerduty.com";
const web = "https://orgwatch-sandbox.pagerduty.com";
const reference = (type: string, path: string, id: string, summary: string) => ({
  id,
  type: `${type}_reference`,
  summary,
  self: `${api}/${path}/${id}`,
  html_url: `${web}/${path}/${id}`,
});
const security = reference("service", "services", "PSECURITY", "Security");
const policy = reference("escalation_policy", "escalation_policies", "PESECURITY", "Security");
const integration = reference(
  "inbound_integration",
  "services/PSECURITY/integrations",
  "PISECURITY",
  "Orgwatch",
);

describe("who may ask", () => {
  it("refuses another token, and knows what it does not have", () => {
    const { ask } = sampleAccount();
    const no = (status: number, message: string, code: number) => ({
      status,
      body: { error: { message, code } },
    });
    expect(read(ask("abilities", { token: "wrong" }))).toEqual(no(401, "Authentication failed", 2006));
    expect(read(ask("services", { headers: { authorization: undefined } }))).toEqual(
      no(401, "Authentication failed", 2006),
    );
    for (const path of ["services/PNONE", "toys", "incidents/Q1/alerts", "services/PNONE/integrations/PI"])
      expect(read(ask(path))).toEqual(no(404, "Not Found", 2100));
  });

  it("checks a key by abilities and by the person it belongs to", () => {
    const { ask } = sampleAccount();
    expect(read(ask("abilities"))).toEqual({
      status: 200,
      body: { abilities: ["teams", "urgencies", "event_rules", "service_support_hours"] },
    });
    expect(read(ask("users/me"))).toEqual({
      status: 200,
      body: {
        user: {
          id: "PUALICE",
          type: "user",
          name: "Alice Ahmed",
          summary: "Alice Ahmed",
          email: "alice@example.com",
        },
      },
    });
  });
});

describe("the account", () => {
  it("shows services a page at a time, with integrations on request", () => {
    const { ask } = sampleAccount();
    const service = {
      id: "PSECURITY",
      type: "service",
      summary: "Security",
      self: `${api}/services/PSECURITY`,
      html_url: `${web}/services/PSECURITY`,
      name: "Security",
      description: "Alerts of the team security",
      status: "active",
      alert_creation: "create_alerts_and_incidents",
      incident_urgency_rule: { type: "constant", urgency: "severity_based" },
      escalation_policy: policy,
      teams: [],
    };
    const whole = {
      ...integration,
      type: "events_api_v2_inbound_integration",
      name: "Orgwatch",
      service: security,
      integration_key: keys.security,
    };
    expect(read(ask("services?limit=1&total=true&include[]=integrations"))).toEqual({
      status: 200,
      body: { services: [{ ...service, integrations: [whole] }], limit: 1, offset: 0, more: true, total: 2 },
    });
    expect(read(ask("services/PSECURITY"))).toEqual({
      status: 200,
      body: {
        service: {
          ...service,
          integrations: [{ ...integration, type: "events_api_v2_inbound_integration_reference" }],
        },
      },
    });
    expect(read(ask("services/PSECURITY/integrations/PISECURITY"))).toEqual({
      status: 200,
      body: { integration: whole },
    });
    expect(read(ask("services?query=PAY"))).toMatchObject({ body: { services: [{ id: "PPAYMENTS" }] } });
  });

  it("shows a Slack extension without a token until somebody authorises it", () => {
    const { pagerDuty, ask } = sampleAccount();
    const settings = {
      restrict: "any",
      notify_types: { resolve: true, acknowledge: true, assignments: true },
    };
    const extension = {
      id: "PXSECURITY",
      type: "extension",
      summary: "Slack for Security",
      self: `${api}/extensions/PXSECURITY`,
      html_url: null,
      name: "Slack for Security",
      endpoint_url: null,
      extension_objects: [security],
      extension_schema: reference("extension_schema", "extension_schemas", "PSLACK2", "Slack V2"),
      temporarily_disabled: false,
    };
    expect(read(ask("extensions/PXSECURITY"))).toEqual({
      status: 200,
      body: { extension: { ...extension, config: settings } },
    });
    pagerDuty.authorise("PXSECURITY");
    expect(read(ask("extensions/PXSECURITY"))).toEqual({
      status: 200,
      body: {
        extension: {
          ...extension,
          config: {
            access_token: "xoxp-sandbox-security",
            referer: `${web}/services/PSECURITY/integrations`,
            channel: "#security",
            ...settings,
          },
        },
      },
    });
    expect(() => pagerDuty.authorise("PNONE")).toThrow("There is no extension PNONE in this PagerDuty");
    expect(read(ask("extension_schemas"))).toMatchObject({
      body: { extension_schemas: [{ label: "Slack V2" }, { label: "Generic V3 Webhook" }] },
    });
  });

  it("names escalation policies and schedules of each team", () => {
    const { ask } = sampleAccount();
    const schedule = reference("schedule", "schedules", "PCSECURITY", "security on-call");
    expect(read(ask("escalation_policies?query=security"))).toMatchObject({
      body: {
        escalation_policies: [
          { id: "PESECURITY", escalation_rules: [{ targets: [schedule] }], services: [security] },
        ],
      },
    });
    expect(read(ask("schedules/PCSECURITY"))).toMatchObject({
      body: { schedule: { name: "security on-call", users: [{ id: "PUALICE" }, { id: "PUMALLORY" }] } },
    });
  });
});

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
