import { rmSync } from "node:fs";
import type { OrgConfigInput } from "../org-config";
import { sampleConfig } from "../testing/sample-config";
import { readStack, resourceList, resourcesOf, synthesizeToFolder } from "../testing/synthesized";

/** The security account's stack for the sample organization with some of its settings replaced. */
function stackFor(changes: Parameters<typeof sampleConfig>[0] = {}) {
  const folder = synthesizeToFolder(sampleConfig(changes));
  const stack = readStack(folder, "infrasec-admin-global");
  rmSync(folder, { recursive: true });
  return stack;
}

/** A Terraform expression in JSON. */
function interpolated(expression: string): string {
  return `\${${expression}}`;
}

describe("infrasec-admin-global", () => {
  it("takes over detectors that exist already", () => {
    const detector = "12abc34d567e8fa901bc2d34e56789f0";
    const stack = stackFor({ guardDuty: { existingDetectors: { "us-east-1": detector } } });
    const [found] = resourcesOf(stack, "aws_guardduty_detector").filter(({ id }) =>
      id.startsWith("us-east-1"),
    );
    expect(stack.import).toEqual([{ id: detector, to: `aws_guardduty_detector.${found?.id}` }]);
  });

  it("tells lambdas whose buttons count, or that nobody's do", () => {
    const settingWith = (slack: OrgConfigInput["slack"]) =>
      resourcesOf(stackFor({ slack }), "aws_ssm_parameter")
        .filter(({ attributes }) => attributes.name === "/infrasec-admin-global/slack-app")
        .map(({ attributes }) => JSON.parse(String(attributes.insecure_value)));
    const slack = { workspaceId: "T0123ABCDEF", appId: "A0123ABCDEF", responders: ["U0123ABCDEF"] };
    expect([settingWith(slack), settingWith(undefined)]).toEqual([
      [slack, slack],
      [null, null],
    ]);
  });

  it("has no way in from outside and nothing of PagerDuty's where neither buttons nor pages are wanted", () => {
    const stack = stackFor({ slack: undefined, pagerduty: undefined });
    const ofDoors = resourceList(stack).filter((one) => /apigateway|http-api|door|pager|responder/.test(one));
    expect([ofDoors, stack.output]).toEqual([[], {}]);
  });

  it("lets SNS page in each region when it is told to, with the keys of the stack pagerduty", () => {
    const onCall = { infra: { schedule: "Infrastructure" } };
    const stack = stackFor({ pagerduty: { delivery: "sns-https", onCall } });
    const keys = resourcesOf({ resource: stack.data }, "aws_ssm_parameter");
    expect(
      keys.map(({ attributes }) => [attributes.name, attributes.with_decryption, attributes.provider]),
    ).toEqual([
      ["/pagerduty/integration-keys/infra/cloudwatch", true, "aws.us-west-2"],
      ["/pagerduty/integration-keys/infra/guardduty", true, "aws.us-west-2"],
    ]);
    const subscriptions = resourcesOf(stack, "aws_sns_topic_subscription").filter(
      ({ attributes }) => attributes.protocol === "https",
    );
    // Two for each team's alerts and one for the failover topic; the team app has no service of its own.
    expect(subscriptions).toHaveLength(2 * 5);
    const [first] = subscriptions;
    expect(first?.attributes.endpoint).toMatch(
      /^https:\/\/events\.pagerduty\.com\/integration\/\$\{data\.aws_ssm_parameter\.[\w-]+\.value\}\/enqueue$/,
    );
    const rules = resourcesOf(stack, "aws_cloudwatch_event_target").filter(({ id }) =>
      id.includes("finding-alert"),
    );
    for (const { attributes } of rules)
      expect(String(attributes.depends_on)).toContain("sns-paging_infra-alert");
    expect(resourceList(stack).filter((one) => /pagerduty-pager|heartbeat-alarms_pager/.test(one))).toEqual(
      [],
    );
  });

  it("says where Slack and PagerDuty reach it", () => {
    const stack = stackFor();
    const [api] = resourcesOf(stack, "aws_apigatewayv2_api");
    expect(stack.output).toEqual({
      "http-api-url": {
        description: "Where Slack and PagerDuty reach Orgwatch",
        value: interpolated(`aws_apigatewayv2_api.${api?.id}.api_endpoint`),
      },
    });
  });

  it("may stand in the management account itself", () => {
    const accounts = { management: "111111111111", infrasec: "111111111111" };
    const folder = synthesizeToFolder(sampleConfig({ accounts }));
    const stacks = ["org-root", "infrasec-admin-global"].map((stack) => readStack(folder, stack));
    rmSync(folder, { recursive: true });
    expect(stacks.flatMap(({ provider }) => provider.aws.flatMap((aws) => aws.allowed_account_ids))).toEqual(
      Array(4).fill("111111111111"),
    );
    expect(stacks.map(({ check }) => check)).toEqual([undefined, undefined]);
    const [baseline] = stacks.flatMap((stack) => resourcesOf(stack, "aws_cloudformation_stack"));
    expect(baseline?.attributes.template_body).toContain(
      "arn:aws:events:us-west-2:111111111111:event-bus/orgwatch",
    );
  });

  it("writes partition-aware ARNs", () => {
    const folder = synthesizeToFolder(
      sampleConfig({
        partition: "aws-us-gov",
        securityGroups: {},
        tagAudit: {
          schemes: [{ name: "everybody", require: [{ key: "project" }] }],
          upTo: "stop",
          digest: { from: "orgwatch@example.com", to: ["security@example.com"] },
          identityCenter: { identityStoreId: "d-1234567890", region: "us-gov-west-1" },
        },
        homeRegion: "us-gov-west-1",
        regions: ["us-gov-west-1"],
        supportCases: {},
      }),
    );
    const stacks = ["org-root", "infrasec-admin-global", "support-cases", "tag-audit", "inventory"];
    const text = JSON.stringify(stacks.map((stack) => readStack(folder, stack)));
    rmSync(folder, { recursive: true });
    expect(text).not.toMatch(/arn:aws:/);
    expect(text).toContain("arn:aws-us-gov:");
  });
});
