// The one way in from outside: an HTTP API in the home region with a route for each lambda that answers requests.
import { Apigatewayv2Api } from "@cdktf/provider-aws/lib/apigatewayv2-api";
import { Apigatewayv2Integration } from "@cdktf/provider-aws/lib/apigatewayv2-integration";
import { Apigatewayv2Route } from "@cdktf/provider-aws/lib/apigatewayv2-route";
import { Apigatewayv2Stage } from "@cdktf/provider-aws/lib/apigatewayv2-stage";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { LambdaPermission } from "@cdktf/provider-aws/lib/lambda-permission";
import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter";
import type { LambdaManifest } from "@orgwatch/manifest/define-lambda";
import { httpApiUrlParameter } from "@orgwatch/manifest/names";
import type { RequestTrigger } from "@orgwatch/manifest/trigger";
import { Construct } from "constructs";
import { ImpactAlarm } from "./impact-alarm";

/** API Gateway writes access logs itself; below `/aws/vendedlogs/` its permission to do so does not grow with each log group. */
export const accessLogGroup = "/aws/vendedlogs/orgwatch-http-api";

/** A lambda and the route that it answers. */
export type HttpRoute = {
  readonly manifest: Pick<LambdaManifest, "name" | "impact">;
  readonly trigger: RequestTrigger;
  readonly functionArn: string;
};

export type HttpApiProps = {
  readonly routes: readonly HttpRoute[];
  /** Requests a second, and how many may come at once, for all routes together. */
  readonly throttle?: { readonly rate: number; readonly burst: number };
  /** Encrypts the access log. */
  readonly keyArn: string;
  readonly logRetentionDays: number;
  /** The topic that its alarm goes to. */
  readonly failoverArn: string;
};

/** Who called what, how it ended and how long it took; no bodies and no headers, in which secrets and messages are. */
const accessLogFormat = {
  requestId: "$context.requestId",
  time: "$context.requestTime",
  ip: "$context.identity.sourceIp",
  method: "$context.httpMethod",
  path: "$context.path",
  status: "$context.status",
  latencyMs: "$context.responseLatency",
  problem: "$context.integrationErrorMessage",
};

/**
 * Callers prove themselves by signatures that the lambdas verify. TLS 1.2 is the least that AWS accepts on these addresses and cannot be
 * chosen; a minimum of one's own, and mutual TLS, need a domain name of one's own.
 */
export class HttpApi extends Construct {
  /** `https://…`, without a slash at its end. */
  readonly url: string;

  constructor(scope: Construct, id: string, props: HttpApiProps) {
    super(scope, id);
    const api = new Apigatewayv2Api(this, "api", {
      name: "orgwatch",
      description: "The way into Orgwatch from Slack and PagerDuty",
      protocolType: "HTTP",
    });
    for (const route of props.routes) this.route(api, route);
    this.stage(api, props);
    this.watch(api, props);
    new SsmParameter(this, "url", {
      name: httpApiUrlParameter.name,
      description: "Where Slack and PagerDuty reach Orgwatch; the routes come after it",
      type: "String",
      insecureValue: api.apiEndpoint,
    });
    this.url = api.apiEndpoint;
  }

  private route(api: Apigatewayv2Api, { manifest, trigger, functionArn }: HttpRoute): void {
    const { method, path } = trigger;
    const integration = new Apigatewayv2Integration(this, `${manifest.name}-integration`, {
      apiId: api.id,
      integrationType: "AWS_PROXY",
      integrationUri: functionArn,
      payloadFormatVersion: "2.0",
    });
    // Exact but for the stage, of which there is one: AWS does not say how it spells `$default` here.
    const permission = new LambdaPermission(this, `${manifest.name}-permission`, {
      statementId: "http-api",
      action: "lambda:InvokeFunction",
      functionName: functionArn,
      principal: "apigateway.amazonaws.com",
      sourceArn: `${api.executionArn}/*/${method}${path}`,
    });
    new Apigatewayv2Route(this, `${manifest.name}-route`, {
      apiId: api.id,
      routeKey: `${method} ${path}`,
      target: `integrations/${integration.id}`,
      dependsOn: [permission],
    });
  }

  private stage(api: Apigatewayv2Api, { throttle, keyArn, logRetentionDays }: HttpApiProps): void {
    const { rate, burst } = throttle ?? { rate: 50, burst: 100 };
    const logs = new CloudwatchLogGroup(this, "logs", {
      name: accessLogGroup,
      retentionInDays: logRetentionDays,
      kmsKeyId: keyArn,
    });
    new Apigatewayv2Stage(this, "stage", {
      apiId: api.id,
      name: "$default",
      autoDeploy: true,
      defaultRouteSettings: { throttlingRateLimit: rate, throttlingBurstLimit: burst },
      accessLogSettings: { destinationArn: logs.arn, format: JSON.stringify(accessLogFormat) },
    });
  }

  /** Only 5xx: what strangers send to a public address is answered 401 or 404 and is no failure of ours. */
  private watch(api: Apigatewayv2Api, { routes, failoverArn }: HttpApiProps): void {
    new ImpactAlarm(this, "5xx", {
      name: "orgwatch-http-api-5xx",
      impact: routes.map(({ manifest }) => manifest.impact).join("; "),
      means: "The HTTP API answered requests with a server error",
      notify: failoverArn,
      namespace: "AWS/ApiGateway",
      metric: "5xx",
      dimensions: { ApiId: api.id },
      statistic: "Sum",
    });
  }
}
