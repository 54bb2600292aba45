import { request } from "@orgwatch/manifest/trigger";
import { z } from "zod";
import { resourcesMadeBy } from "../testing/construct";
import { HttpApi } from "./http-api";

const route = (name: string, path: string, impact: string) => ({
  manifest: { name, impact },
  trigger: request("POST", path),
  functionArn: `arn:${name}`,
});

const resources = resourcesMadeBy((scope) => {
  new HttpApi(scope, "http", {
    routes: [
      route("slack-door", "/slack", "Buttons do nothing"),
      route("pagerduty-door", "/pagerduty/webhooks", "Findings stay open"),
    ],
    keyArn: "key",
    logRetentionDays: 30,
    failoverArn: "failover",
  });
});
const all = (type: string) =>
  resources.filter((one) => one.type === type).map(({ attributes }) => attributes);
const api = (attribute: string) => `\${aws_apigatewayv2_api.${idOf("aws_apigatewayv2_api")}.${attribute}}`;
function idOf(type: string, part = ""): string {
  return resources.find((one) => one.type === type && one.id.includes(part))?.id ?? "";
}

describe("HttpApi", () => {
  it("leads each route to its lambda, and lets the API call that lambda for that route only", () => {
    expect(
      ["slack-door", "pagerduty-door"].map((name) => {
        const of = (type: string) =>
          resources.find((one) => one.type === type && one.id.includes(name))?.attributes;
        return [
          of("aws_apigatewayv2_integration"),
          of("aws_apigatewayv2_route"),
          of("aws_lambda_permission"),
        ];
      }),
    ).toEqual(
      [
        ["slack-door", "/slack"],
        ["pagerduty-door", "/pagerduty/webhooks"],
      ].map(([name = "", path]) => [
        {
          api_id: api("id"),
          integration_type: "AWS_PROXY",
          integration_uri: `arn:${name}`,
          payload_format_version: "2.0",
        },
        {
          api_id: api("id"),
          route_key: `POST ${path}`,
          target: `integrations/\${aws_apigatewayv2_integration.${idOf("aws_apigatewayv2_integration", name)}.id}`,
          depends_on: [`aws_lambda_permission.${idOf("aws_lambda_permission", name)}`],
        },
        {
          statement_id: "http-api",
          action: "lambda:InvokeFunction",
          function_name: `arn:${name}`,
          principal: "apigateway.amazonaws.com",
          source_arn: `${api("execution_arn")}/*/POST${path}`,
        },
      ]),
    );
  });

  it("bounds what strangers can ask for, and logs who asked without what they said", () => {
    const [stage] = all("aws_apigatewayv2_stage");
    expect(stage).toMatchObject({
      name: "$default",
      auto_deploy: true,
      default_route_settings: { throttling_rate_limit: 50, throttling_burst_limit: 100 },
    });
    const { format } = z.object({ format: z.string() }).parse(stage?.access_log_settings);
    expect(Object.keys(JSON.parse(format))).toEqual([
      "requestId",
      "time",
      "ip",
      "method",
      "path",
      "status",
      "latencyMs",
      "problem",
    ]);
    expect(all("aws_cloudwatch_log_group")).toEqual([
      { name: "/aws/vendedlogs/orgwatch-http-api", retention_in_days: 30, kms_key_id: "key" },
    ]);
  });

  it("tells of server errors with what people lose behind all routes", () => {
    const [alarm] = all("aws_cloudwatch_metric_alarm");
    expect(alarm).toMatchObject({
      alarm_description:
        "Buttons do nothing; Findings stay open. The HTTP API answered requests with a server error.",
      namespace: "AWS/ApiGateway",
      metric_name: "5xx",
      dimensions: { ApiId: api("id") },
      threshold: 1,
      alarm_actions: ["failover"],
    });
  });

  it("writes its address where the stack pagerduty and people find it", () => {
    expect(all("aws_ssm_parameter")).toEqual([
      {
        name: "/infrasec-admin-global/http-api/url",
        description: "Where Slack and PagerDuty reach Orgwatch; the routes come after it",
        type: "String",
        insecure_value: api("api_endpoint"),
      },
    ]);
  });
});
