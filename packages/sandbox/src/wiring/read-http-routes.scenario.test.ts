import {
  ApiGatewayV2Client,
  CreateApiCommand,
  CreateIntegrationCommand,
  type CreateIntegrationCommandInput,
  CreateRouteCommand,
  CreateStageCommand,
} from "@aws-sdk/client-apigatewayv2";
import { CreateEventBusCommand, EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { CreateRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { AddPermissionCommand, CreateFunctionCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { defineLambda } from "@orgwatch/manifest/define-lambda";
import { request as route } from "@orgwatch/manifest/trigger";
import { adminOf } from "../admin";
import { type Gateway, startGateway } from "../gateway";
import { newJournal } from "../journal";
import { type Moto, startMoto } from "../moto";
import { readDeployment } from "./read-deployment";
import { readHttpRoutes } from "./read-http-routes";

const region = "us-west-2";
const common = {
  summary: "Takes requests",
  impact: "Nobody gets in",
  stack: "tests",
  runsIn: "home-region",
  entry: "src/handler.ts",
  timeoutSeconds: 10,
  env: {},
  allow: [],
} as const;
const lambdas = [
  defineLambda({ ...common, name: "slack-door", trigger: route("POST", "/slack") }),
  defineLambda({ ...common, name: "page-door", trigger: route("POST", "/pages") }),
];
let moto: Moto;
let gateway: Gateway;

beforeAll(async () => {
  moto = await startMoto();
  gateway = await startGateway({ port: 0, motoUrl: moto.url, journal: newJournal() });
}, 60_000);
afterAll(async () => {
  await gateway?.stop();
  await moto?.stop();
});

it("gives each lambda the routes that Terraform made for it", async () => {
  const account = "111122223333";
  const world = await newApi(account);
  // As `arn` and as `invoke_arn` of Terraform's function name it.
  const invokeArn = `arn:aws:apigateway:${region}:lambda:path/2015-03-31/functions/${world.arn("slack-door")}/invocations`;
  await world.addRoute("POST /slack", { IntegrationUri: invokeArn });
  await world.addRoute("POST /pages", { IntegrationUri: world.arn("page-door") });
  await world.letIn("slack-door", `/*/POST/slack`);
  await world.letIn("page-door", `/*/*`);
  await world.addStage();
  const events = new EventBridgeClient(adminOf(gateway.url, account, region));
  await events.send(new CreateEventBusCommand({ Name: "orgwatch" }));
  const deployment = await readDeployment({
    endpoint: gateway.url,
    accountId: account,
    managementAccountId: account,
    organizationId: "o-acme",
    regions: [region, "us-east-1"],
    lambdas,
  });
  expect(deployment.lambdas.map(({ name, routes }) => ({ name, routes }))).toEqual([
    { name: "slack-door", routes: [{ method: "POST", path: "/slack" }] },
    { name: "page-door", routes: [{ method: "POST", path: "/pages" }] },
  ]);
});

it("says in words what of an API leads nowhere", async () => {
  const account = "444455556666";
  const world = await newApi(account);
  const door = world.arn("slack-door");
  await world.letIn("slack-door", "/*/POST/open");
  await world.addRoute("POST /open", { IntegrationUri: door });
  await world.addRoute("POST /shut", { IntegrationUri: door });
  await world.addRoute("ANY /any", { IntegrationUri: door });
  await world.addRoute("POST /{proxy+}", { IntegrationUri: door });
  await world.addRoute("POST /old", { IntegrationUri: door, PayloadFormatVersion: "1.0" });
  await world.addRoute("POST /strange", { IntegrationUri: `${door}-strange` });
  await world.addRoute("GET /web", {
    IntegrationType: "HTTP_PROXY",
    IntegrationMethod: "GET",
    IntegrationUri: "https://example.com",
  });
  await world.addRoute("GET /nothing");
  const found = await readHttpRoutes([door], { endpoint: gateway.url, accountId: account, region });
  expect({ ...found, problems: found.problems.toSorted() }).toEqual({
    routes: [{ method: "POST", path: "/open", functionArn: door }],
    problems: [
      `the API ${world.apiId} has no stage $default that is deployed by itself`,
      "the route ANY /any is not GET or POST with a fixed path, and the sandbox serves no others",
      "the route GET /nothing leads to no function of ours but to nothing",
      "the route GET /web leads to no function of ours but to https://example.com",
      "the route POST /old is no AWS_PROXY integration with payload format 2.0",
      `the route POST /shut may not invoke ${door}`,
      `the route POST /strange leads to no function of ours but to ${door}-strange`,
      "the route POST /{proxy+} is not GET or POST with a fixed path, and the sandbox serves no others",
    ],
  });
});

/** An API `orgwatch` in an account of its own, beside one that is somebody else's, and both functions. */
async function newApi(account: string) {
  const admin = adminOf(gateway.url, account, region);
  const [apis, lambda] = [new ApiGatewayV2Client(admin), new LambdaClient(admin)];
  await apis.send(new CreateApiCommand({ Name: "theirs", ProtocolType: "WEBSOCKET" }));
  const { ApiId = "" } = await apis.send(new CreateApiCommand({ Name: "orgwatch", ProtocolType: "HTTP" }));
  const AssumeRolePolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [] });
  const { Role } = await new IAMClient(admin).send(
    new CreateRoleCommand({ RoleName: "door", AssumeRolePolicyDocument }),
  );
  for (const { name } of lambdas)
    await lambda.send(
      new CreateFunctionCommand({
        FunctionName: `orgwatch-${name}`,
        Runtime: "nodejs22.x",
        Handler: "index.handler",
        Role: Role?.Arn,
        Code: { ZipFile: Buffer.from("nobody unpacks this") },
      }),
    );
  return {
    apiId: ApiId,
    arn: (name: string) => `arn:aws:lambda:${region}:${account}:function:orgwatch-${name}`,
    addStage: () => apis.send(new CreateStageCommand({ ApiId, StageName: "$default", AutoDeploy: true })),
    letIn: (name: string, end: string) =>
      lambda.send(
        new AddPermissionCommand({
          FunctionName: `orgwatch-${name}`,
          StatementId: "api",
          Action: "lambda:InvokeFunction",
          Principal: "apigateway.amazonaws.com",
          SourceArn: `arn:aws:execute-api:${region}:${account}:${ApiId}${end}`,
        }),
      ),
    addRoute: async (RouteKey: string, integration?: Partial<CreateIntegrationCommandInput>) => {
      const proxy = { IntegrationType: "AWS_PROXY", PayloadFormatVersion: "2.0" } as const;
      const { IntegrationId } = integration
        ? await apis.send(new CreateIntegrationCommand({ ApiId, ...proxy, ...integration }))
        : {};
      const Target = IntegrationId === undefined ? {} : { Target: `integrations/${IntegrationId}` };
      await apis.send(new CreateRouteCommand({ ApiId, RouteKey, ...Target }));
    },
  };
}
