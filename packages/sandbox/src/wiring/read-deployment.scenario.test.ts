import {
  CreateEventBusCommand,
  EventBridgeClient,
  PutRuleCommand,
  PutTargetsCommand,
} from "@aws-sdk/client-eventbridge";
import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  IAMClient,
  PutRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { CreateEventSourceMappingCommand, CreateFunctionCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { CreateQueueCommand, SQSClient } from "@aws-sdk/client-sqs";
import { allow, defineLambda } from "@orgwatch/manifest/define-lambda";
import { managementRole } from "@orgwatch/manifest/references";
import { queue, schedule, topics } from "@orgwatch/manifest/trigger";
import { adminOf } from "../admin";
import { type Gateway, startGateway } from "../gateway";
import { newJournal } from "../journal";
import { type Moto, startMoto } from "../moto";
import { createOrganization, type SandboxOrganization } from "../organization";
import { type DeploymentRequest, readDeployment } from "./read-deployment";

const common = {
  summary: "Is read back",
  impact: "None",
  stack: "tests",
  runsIn: "home-region",
  entry: "src/handler.ts",
  timeoutSeconds: 7,
  env: {},
} as const;
const reader = defineLambda({
  ...common,
  name: "reader",
  trigger: queue({ from: topics("alert"), batchSize: 3, receiveLimit: 7 }),
  allow: [allow(["sts:AssumeRole"], managementRole("Viewer"))],
});
const clock = defineLambda({
  ...common,
  name: "clock",
  trigger: schedule("rate(1 hour)", "hourly"),
  allow: [],
});

const serviceTrust = trust({ Service: "lambda.amazonaws.com" });
const region = "us-west-2";
let moto: Moto;
let gateway: Gateway;
let organization: SandboxOrganization;
let request: DeploymentRequest;
let account: string;

beforeAll(async () => {
  moto = await startMoto();
  gateway = await startGateway({ port: 0, motoUrl: moto.url, journal: newJournal() });
  organization = await createOrganization(gateway.url);
  account = organization.infrasecAccountId;
  await deployRoles();
  await deployReader();
  await deployClock();
  request = {
    endpoint: gateway.url,
    accountId: account,
    managementAccountId: organization.managementAccountId,
    organizationId: organization.id,
    regions: [region, "us-east-1"],
    lambdas: [reader, clock],
  };
}, 60_000);

afterAll(async () => {
  await gateway?.stop();
  await moto?.stop();
});

it("reads functions, queues, schedules, rules and roles as they were deployed", async () => {
  const { managementAccountId, id: organizationId } = organization;
  const written = parts();
  expect(await readDeployment(request)).toEqual({
    accountId: account,
    organizationId,
    lambdas: [
      {
        ...written.function("reader"),
        environment: { GREETING: "hello" },
        timeoutSeconds: 7,
        memoryMb: 192,
        sources: [
          {
            queueUrl: `${gateway.url}/${account}/orgwatch-reader-platform-alert`,
            queueArn: `arn:aws:sqs:${region}:${account}:orgwatch-reader-platform-alert`,
            batchSize: 3,
            maximumConcurrency: 4,
            receiveLimit: 7,
          },
        ],
      },
      {
        ...written.function("clock"),
        environment: {},
        timeoutSeconds: 9,
        memoryMb: 128,
        schedules: [{ name: "hourly", expression: "rate(1 hour)" }],
        onEvents: [{ rule: "clock-now", bus: "orgwatch", pattern: { source: ["aws.organizations"] } }],
      },
    ],
    machines: [],
    roles: [
      written.role(account, "reader-role", { Service: ["lambda.amazonaws.com"] }, [
        "sqs:ReceiveMessage",
        "sts:AssumeRole",
      ]),
      written.role(account, "clock-role", { Service: ["lambda.amazonaws.com"] }, ["logs:PutLogEvents"]),
      written.role(managementAccountId, "Viewer", { AWS: [`arn:aws:iam::${account}:role/reader-role`] }, [
        "organizations:ListAccounts",
      ]),
    ],
  });
});

it("leaves out a role of the management account that is not there", async () => {
  const asking = defineLambda({
    ...reader,
    allow: [...reader.allow, allow(["sts:AssumeRole"], managementRole("NotConfigured"))],
  });
  const { roles } = await readDeployment({ ...request, lambdas: [asking, clock] });
  expect(roles.map(({ accountId, name }) => [accountId, name])).toEqual([
    [account, "reader-role"],
    [account, "clock-role"],
    [organization.managementAccountId, "Viewer"],
  ]);
});

it("lists every function without a manifest and every manifest without its function", async () => {
  const other = defineLambda({ ...clock, name: "other", runsIn: "each-region" });
  await expect(readDeployment({ ...request, lambdas: [reader, other] })).rejects.toThrow(
    "The deployment does not fit the manifests: the function orgwatch-clock in us-west-2 has no manifest; " +
      "the function orgwatch-other in us-west-2 is not deployed; the function orgwatch-other in us-east-1 is not deployed",
  );
});

async function deployRoles(): Promise<void> {
  const iam = new IAMClient(adminOf(gateway.url, account, region));
  for (const RoleName of ["reader-role", "clock-role"])
    await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: serviceTrust }));
  const inline = (RoleName: string, Action: string) =>
    new PutRolePolicyCommand({ RoleName, PolicyName: "manifest", PolicyDocument: allowing(Action) });
  await iam.send(inline("reader-role", "sqs:ReceiveMessage"));
  await iam.send(inline("clock-role", "logs:PutLogEvents"));
  const PolicyDocument = allowing("sts:AssumeRole");
  const { Policy } = await iam.send(new CreatePolicyCommand({ PolicyName: "assume", PolicyDocument }));
  await iam.send(new AttachRolePolicyCommand({ RoleName: "reader-role", PolicyArn: Policy?.Arn }));
  const management = new IAMClient(adminOf(gateway.url, organization.managementAccountId, region));
  const AssumeRolePolicyDocument = trust({ AWS: `arn:aws:iam::${account}:role/reader-role` });
  await management.send(new CreateRoleCommand({ RoleName: "Viewer", AssumeRolePolicyDocument }));
  await management.send(inline("Viewer", "organizations:ListAccounts"));
}

async function deployReader(): Promise<void> {
  await deployFunction("reader", {
    Timeout: 7,
    MemorySize: 192,
    Environment: { Variables: { GREETING: "hello" } },
  });
  const sqs = new SQSClient(adminOf(gateway.url, account, region));
  await sqs.send(new CreateQueueCommand({ QueueName: "dead" }));
  const RedrivePolicy = JSON.stringify({
    deadLetterTargetArn: `arn:aws:sqs:${region}:${account}:dead`,
    maxReceiveCount: 7,
  });
  const QueueName = "orgwatch-reader-platform-alert";
  await sqs.send(
    new CreateQueueCommand({ QueueName, Attributes: { RedrivePolicy, VisibilityTimeout: "60" } }),
  );
  await new LambdaClient(adminOf(gateway.url, account, region)).send(
    new CreateEventSourceMappingCommand({
      EventSourceArn: `arn:aws:sqs:${region}:${account}:${QueueName}`,
      FunctionName: "orgwatch-reader",
      BatchSize: 3,
      FunctionResponseTypes: ["ReportBatchItemFailures"],
      ScalingConfig: { MaximumConcurrency: 4 },
    }),
  );
}

async function deployClock(): Promise<void> {
  await deployFunction("clock", { Timeout: 9 });
  const Arn = `arn:aws:lambda:${region}:${account}:function:orgwatch-clock`;
  const events = new EventBridgeClient(adminOf(gateway.url, account, region));
  await events.send(new CreateEventBusCommand({ Name: "orgwatch" }));
  const place = { EventBusName: "orgwatch" };
  const EventPattern = JSON.stringify({ source: ["aws.organizations"] });
  await events.send(new PutRuleCommand({ ...place, Name: "clock-now", EventPattern }));
  await events.send(new PutTargetsCommand({ ...place, Rule: "clock-now", Targets: [{ Id: "1", Arn }] }));
  const scope = `${account}/20300101/${region}/scheduler/aws4_request`;
  const created = await fetch(`${gateway.url}/schedules/hourly`, {
    method: "POST",
    headers: { authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=x` },
    body: JSON.stringify({
      FlexibleTimeWindow: { Mode: "OFF" },
      ScheduleExpression: "rate(1 hour)",
      Target: { Arn, RoleArn: `arn:aws:iam::${account}:role/clock-role` },
    }),
  });
  expect(created.status).toBe(200);
}

async function deployFunction(name: string, fields: object): Promise<void> {
  await new LambdaClient(adminOf(gateway.url, account, region)).send(
    new CreateFunctionCommand({
      FunctionName: `orgwatch-${name}`,
      Runtime: "nodejs22.x",
      Handler: "index.handler",
      Role: `arn:aws:iam::${account}:role/${name}-role`,
      Code: { ZipFile: Buffer.from("nobody unpacks this") },
      ...fields,
    }),
  );
}

/** What the deployment should hold of a function and of a role. */
function parts() {
  return {
    function: (name: string) => ({
      name,
      functionName: `orgwatch-${name}`,
      functionArn: `arn:aws:lambda:${region}:${account}:function:orgwatch-${name}`,
      accountId: account,
      region,
      handler: "index.handler",
      runtime: "nodejs22.x",
      roleName: `${name}-role`,
      ...{ sources: [], schedules: [], onEvents: [], routes: [] },
    }),
    role: (accountId: string, name: string, Principal: object, actions: readonly string[]) => ({
      accountId,
      name,
      policies: actions.map((action) => ({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: [action], Resource: ["*"] }],
      })),
      trust: {
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal, Action: ["sts:AssumeRole"] }],
      },
    }),
  };
}

function allowing(Action: string): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: { Effect: "Allow", Action, Resource: "*" } });
}

function trust(Principal: object): string {
  const Statement = [{ Effect: "Allow", Principal, Action: "sts:AssumeRole" }];
  return JSON.stringify({ Version: "2012-10-17", Statement });
}
