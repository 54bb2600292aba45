// The routes of the HTTP API with the functions behind them, as API Gateway and Lambda describe them.
import {
  type Api,
  ApiGatewayV2Client,
  GetApisCommand,
  GetIntegrationCommand,
  GetRoutesCommand,
  GetStagesCommand,
  type Integration,
  type Route,
} from "@aws-sdk/client-apigatewayv2";
import { GetPolicyCommand, LambdaClient, ResourceNotFoundException } from "@aws-sdk/client-lambda";
import { adminOf } from "../admin";
import { arnOf } from "../iam/arn";
import type { HttpRoute } from "./deployment";
import { letsApiIn } from "./lets-api-in";
import type { Place } from "./read-schedules";

/** What Orgwatch's API is called; others in the account are not ours to read. */
export const httpApiName = "orgwatch";

export type TargetedRoute = HttpRoute & { readonly functionArn: string };
/** Routes that reach a function, and in words why the others reach none. */
export type FoundRoutes = { readonly routes: readonly TargetedRoute[]; readonly problems: readonly string[] };

type Clients = { readonly apis: ApiGatewayV2Client; readonly lambda: LambdaClient };

/** The routes of one region. `functionArns` are the functions that the host runs there. */
export async function readHttpRoutes(functionArns: readonly string[], place: Place): Promise<FoundRoutes> {
  const admin = adminOf(place.endpoint, place.accountId, place.region);
  const clients = { apis: new ApiGatewayV2Client(admin), lambda: new LambdaClient(admin) };
  const { Items: all = [] } = await clients.apis.send(new GetApisCommand({ MaxResults: "500" }));
  const ours = all.filter(({ Name }) => Name === httpApiName);
  const found = await Promise.all(ours.map((api) => readApi(api, functionArns, place, clients)));
  return {
    routes: found.flatMap(({ routes }) => routes),
    problems: found.flatMap(({ problems }) => problems),
  };
}

async function readApi(
  { ApiId = "", ProtocolType }: Api,
  functionArns: readonly string[],
  place: Place,
  { apis, lambda }: Clients,
): Promise<FoundRoutes> {
  if (ProtocolType !== "HTTP") return { routes: [], problems: [`the API ${ApiId} is no HTTP API`] };
  const { Items: stages = [] } = await apis.send(new GetStagesCommand({ ApiId }));
  const isServed = stages.some(({ StageName, AutoDeploy }) => StageName === "$default" && AutoDeploy);
  const { Items = [] } = await apis.send(new GetRoutesCommand({ ApiId, MaxResults: "500" }));
  const read = await Promise.all(
    Items.map(async (route) => {
      const integration = await integrationOf(route, ApiId, apis);
      const target = targetOf(route, integration, functionArns);
      if (typeof target === "string") return target;
      const policy = await policyOf(target.functionArn, lambda);
      const caller = arnOf("execute-api", place, `${ApiId}/$default/${target.method}${target.path}`);
      return letsApiIn(policy, target.functionArn, caller)
        ? target
        : `${problemOf(route)} may not invoke ${target.functionArn}`;
    }),
  );
  return {
    routes: read.filter((one) => typeof one !== "string"),
    problems: [
      ...(isServed ? [] : [`the API ${ApiId} has no stage $default that is deployed by itself`]),
      ...read.filter((one) => typeof one === "string"),
    ],
  };
}

async function integrationOf(
  { Target }: Route,
  ApiId: string,
  apis: ApiGatewayV2Client,
): Promise<Integration | undefined> {
  const IntegrationId = Target?.replace(/^integrations\//, "");
  return IntegrationId === undefined
    ? undefined
    : apis.send(new GetIntegrationCommand({ ApiId, IntegrationId }));
}

/** The route with its function, or why it has none. */
function targetOf(
  route: Route,
  integration: Integration | undefined,
  functionArns: readonly string[],
): TargetedRoute | string {
  const [, method, path] = /^(GET|POST) (\/[^{}]*)$/.exec(route.RouteKey ?? "") ?? [];
  if (method === undefined || path === undefined)
    return `${problemOf(route)} is not GET or POST with a fixed path, and the sandbox serves no others`;
  // The URI is the function's ARN, alone or within the path by which API Gateway invokes it.
  const [functionArn] = /arn:[^:]+:lambda:[^/]*/.exec(integration?.IntegrationUri ?? "") ?? [];
  if (functionArn === undefined || !functionArns.includes(functionArn))
    return `${problemOf(route)} leads to no function of ours but to ${integration?.IntegrationUri ?? "nothing"}`;
  if (integration?.IntegrationType !== "AWS_PROXY" || integration.PayloadFormatVersion !== "2.0")
    return `${problemOf(route)} is no AWS_PROXY integration with payload format 2.0`;
  return { method, path, functionArn };
}

function problemOf({ RouteKey }: Route): string {
  return `the route ${RouteKey ?? "without a key"}`;
}

async function policyOf(FunctionName: string, lambda: LambdaClient): Promise<string | undefined> {
  try {
    return (await lambda.send(new GetPolicyCommand({ FunctionName }))).Policy;
  } catch (error) {
    // A function that nobody was let into has no policy.
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}
