import { rmSync } from "node:fs";
import type { OrgConfig } from "../org-config";
import { sampleConfig } from "../testing/sample-config";
import { readStack, resourceList, resourcesOf, synthesizeToFolder } from "../testing/synthesized";

function synthesized(config: OrgConfig) {
  const folder = synthesizeToFolder(config);
  try {
    return readStack(folder, "pagerduty");
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The id that the stack gives a construct, as Terraform names it. */
const reference = (stack: ReturnType<typeof synthesized>, type: string, path: string, attribute: string) => {
  const id = Object.keys(stack.resource[type] ?? {}).find((key) => key.replace(/_[0-9A-F]{8}$/, "") === path);
  return `\${${type}.${id}.${attribute}}`;
};

describe("the stack pagerduty", () => {
  const stack = synthesized(
    sampleConfig({
      pagerduty: {
        onCall: {
          infra: { schedule: "Infrastructure on call", escalateAfterMinutes: 10, repeat: 3 },
          app: { schedule: "App on call" },
        },
      },
    }),
  );
  const attributesOf = (type: string, path: string) => {
    const found = resourcesOf(stack, type).find(({ id }) => id.replace(/_[0-9A-F]{8}$/, "") === path);
    const { "//": _, ...attributes } = found?.attributes ?? {};
    return attributes;
  };

  it("holds these resources", () => {
    expect(resourceList(stack)).toEqual([
      ...["us-east-1", "us-west-2"].flatMap((region) => [
        `aws_ssm_parameter ${region}_integration-key-app-cloudwatch`,
        `aws_ssm_parameter ${region}_integration-key-app-guardduty`,
        `aws_ssm_parameter ${region}_integration-key-infra-cloudwatch`,
        `aws_ssm_parameter ${region}_integration-key-infra-guardduty`,
        `aws_ssm_parameter ${region}_routing-keys`,
      ]),
      "aws_ssm_parameter us-west-2_webhook-secrets",
      ...["escalation_policy", "extension", "service", "service_integration", "webhook_subscription"].flatMap(
        (kind) =>
          ["app", "infra"].flatMap((team) => {
            const resource = `pagerduty_${kind}`;
            if (kind === "escalation_policy") return [`${resource} ${team}_escalation`];
            if (kind === "extension") return [`${resource} ${team}_slack`];
            if (kind === "webhook_subscription") return [`${resource} webhooks_${team}`];
            if (kind === "service") return [`${resource} ${team}_service`];
            return ["cloudwatch", "events-v2", "guardduty"].map((name) => `${resource} ${team}_${name}`);
          }),
      ),
    ]);
  });

  it("calls the people of the team's own schedule, and never resolves by itself", () => {
    expect({
      policy: attributesOf("pagerduty_escalation_policy", "infra_escalation"),
      service: attributesOf("pagerduty_service", "infra_service"),
      schedules: Object.values(stack.data.pagerduty_schedule ?? {}).map(({ name }) => name),
    }).toEqual({
      policy: {
        name: "Orgwatch infra",
        description: "Who is called for Orgwatch's alerts of team infra",
        num_loops: 3,
        rule: [
          {
            escalation_delay_in_minutes: 10,
            target: [
              {
                type: "schedule_reference",
                id: expect.stringMatching(/^\$\{data\.pagerduty_schedule\.infra_schedule/),
              },
            ],
          },
        ],
      },
      service: {
        name: "Orgwatch infra",
        description: "AWS security alerts of team infra",
        escalation_policy: reference(stack, "pagerduty_escalation_policy", "infra_escalation", "id"),
        alert_creation: "create_alerts_and_incidents",
        auto_resolve_timeout: "null",
        acknowledgement_timeout: "null",
        incident_urgency_rule: { type: "constant", urgency: "severity_based" },
      },
      schedules: ["App on call", "Infrastructure on call"],
    });
  });

  it("has GuardDuty's and CloudWatch's vendor integrations, and a Slack extension whose authorisation Terraform leaves alone", () => {
    const vendors = Object.values(stack.data.pagerduty_vendor ?? {}).map(({ name }) => name);
    const schemas = Object.values(stack.data.pagerduty_extension_schema ?? {}).map(({ name }) => name);
    expect({ vendors, schemas, extension: attributesOf("pagerduty_extension", "app_slack") }).toEqual({
      vendors: ["CloudWatch", "GuardDuty"],
      schemas: ["Slack V2"],
      extension: {
        name: "Orgwatch app",
        extension_schema: expect.stringMatching(/^\$\{data\.pagerduty_extension_schema\.slack-v2/),
        extension_objects: [reference(stack, "pagerduty_service", "app_service", "id")],
        lifecycle: { ignore_changes: ["config"] },
      },
    });
  });

  it("hands its keys over in each region through SSM, under the names that the alert stacks read", () => {
    const parameters = resourcesOf(stack, "aws_ssm_parameter").map(({ attributes }) => ({
      region: attributes.provider,
      name: attributes.name,
      type: attributes.type,
    }));
    const names = [
      "/pagerduty/routing-keys",
      "/pagerduty/integration-keys/infra/guardduty",
      "/pagerduty/integration-keys/infra/cloudwatch",
      "/pagerduty/integration-keys/app/guardduty",
      "/pagerduty/integration-keys/app/cloudwatch",
    ];
    const inRegion = (region: string) =>
      names.map((name) => ({ region: `aws.${region}`, name, type: "SecureString" }));
    expect(new Set(parameters.map((each) => JSON.stringify(each)))).toEqual(
      new Set(
        [
          ...inRegion("us-west-2"),
          ...inRegion("us-east-1"),
          { region: "aws.us-west-2", name: "/pagerduty/webhook-secrets", type: "SecureString" },
        ].map((each) => JSON.stringify(each)),
      ),
    );
    expect(attributesOf("aws_ssm_parameter", "us-east-1_routing-keys").value).toMatch(
      /^\$\{jsonencode\(\{"infra" = pagerduty_service_integration\.infra_events-v2_\w+\.integration_key, "app" = .*\}\)\}$/,
    );
  });

  it("makes webhooks once the HTTP API's address is known, and keeps their secrets unless people changed them", () => {
    const [known] = Object.values(stack.data.aws_ssm_parameters_by_path ?? {});
    const subscription = attributesOf("pagerduty_webhook_subscription", "webhooks_infra");
    const secrets = attributesOf("aws_ssm_parameter", "us-west-2_webhook-secrets");
    expect({ known, subscription, secrets }).toEqual({
      known: expect.objectContaining({ path: "/infrasec-admin-global/http-api", with_decryption: false }),
      subscription: {
        count: expect.stringMatching(/^\$\{length\(data\.aws_ssm_parameters_by_path\..*\.values\)\}$/),
        description: "Orgwatch: what people do with incidents of team infra",
        events: [
          "incident.acknowledged",
          "incident.reopened",
          "incident.resolved",
          "incident.unacknowledged",
        ],
        filter: [
          { type: "service_reference", id: reference(stack, "pagerduty_service", "infra_service", "id") },
        ],
        delivery_method: [
          {
            type: "http_delivery_method",
            url: expect.stringMatching(/^\$\{one\(data\..*\.values\)\}\/pagerduty\/webhooks$/),
          },
        ],
      },
      secrets: expect.objectContaining({
        name: "/pagerduty/webhook-secrets",
        lifecycle: { ignore_changes: ["value"] },
        value: expect.stringMatching(/^\$\{try\(coalesce\(join\(",", compact\(\[.*\]\)\)\), "unknown"\)\}$/),
      }),
    });
  });

  it("takes PagerDuty's API key from the environment, so that no state holds it", () => {
    expect(stack.provider.pagerduty).toEqual([{}]);
  });
});

it("is not written for an organization that nobody pages", () => {
  expect(() => synthesized(sampleConfig({ pagerduty: undefined }))).toThrow(/ENOENT/);
});
