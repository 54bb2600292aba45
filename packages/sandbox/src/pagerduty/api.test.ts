import { keys, read, sampleAccount } from "./sample-account";
import { api, integration, policy, reference, security, web } from "./sample-references";

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
