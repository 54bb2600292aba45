import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { CreateStateMachineCommand, SFNClient } from "@aws-sdk/client-sfn";
import { defineBucket } from "@orgwatch/manifest/define-bucket";
import { defineMemberRole } from "@orgwatch/manifest/define-member-role";
import { defineSweep } from "@orgwatch/manifest/define-sweep";
import { sweepDefinition } from "@orgwatch/manifest/sweep-definition";
import { adminOf } from "../admin";
import { type Gateway, startGateway } from "../gateway";
import { newJournal } from "../journal";
import { type Moto, startMoto } from "../moto";
import { createOrganization, type SandboxOrganization } from "../organization";
import { type DeploymentRequest, readDeployment } from "./read-deployment";

const sweep = defineSweep({
  name: "dust",
  summary: "Sweeps",
  impact: "Dust",
  stack: "tests",
  plan: "plan",
  each: "each",
  finish: "finish",
  concurrency: 5,
  schedule: { expression: "rate(2 days)", words: "every two days" },
  timeoutMinutes: 10,
});
const mop = defineMemberRole({
  roleName: "Mop",
  summary: "Mops",
  stack: "tests",
  usedBy: ["each"],
  actions: ["support:DescribeCases"],
  because: "AWS Support knows no resources",
});

const dust = defineBucket({ bucket: "dust", summary: "Keeps dust", stack: "tests" });

const region = "us-west-2";
let moto: Moto;
let gateway: Gateway;
let organization: SandboxOrganization;
let account: string;
let request: DeploymentRequest;

beforeAll(async () => {
  moto = await startMoto();
  gateway = await startGateway({ port: 0, motoUrl: moto.url, journal: newJournal() });
  organization = await createOrganization(gateway.url);
  account = organization.infrasecAccountId;
  const { id: organizationId, managementAccountId, accounts } = organization;
  request = {
    ...{ endpoint: gateway.url, accountId: account, managementAccountId, organizationId, accounts },
    ...{ regions: [region], lambdas: [], sweeps: [sweep], memberRoles: [mop], ownBuckets: [dust] },
  };
}, 60_000);

afterAll(async () => {
  await gateway?.stop();
  await moto?.stop();
});

it("says what is not there", async () => {
  await expect(readDeployment(request)).rejects.toThrow(
    new Error(
      `The deployment does not fit the manifests: the state machine orgwatch-dust is not deployed; the bucket orgwatch-dust-${account} is not deployed`,
    ),
  );
});

it("reads machines, their schedules, and roles also of member accounts", async () => {
  const definition = sweepDefinition(sweep, (name) => `arn:aws:lambda:${region}:${account}:function:${name}`);
  const machineArn = `arn:aws:states:${region}:${account}:stateMachine:orgwatch-dust`;
  await createRole(account, "dust-machine", { Service: "states.amazonaws.com" });
  await createRole(account, "dust-schedule", { Service: "scheduler.amazonaws.com" });
  const member = organization.accounts.find(({ name }) => name === "acme-web-shop")?.id ?? "";
  await createRole(member, "Mop", { AWS: `arn:aws:iam::${account}:root` });
  await new SFNClient(adminOf(gateway.url, account, region)).send(
    new CreateStateMachineCommand({
      name: "orgwatch-dust",
      roleArn: `arn:aws:iam::${account}:role/dust-machine`,
      definition: JSON.stringify(definition),
    }),
  );
  await createSchedule(machineArn);
  const s3 = new S3Client({ ...adminOf(gateway.url, account, "us-east-1"), forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: `orgwatch-dust-${account}` }));
  const role = (accountId: string, name: string, Principal: object) => ({
    accountId,
    name,
    policies: [
      {
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: ["support:DescribeCases"], Resource: ["*"] }],
      },
    ],
    trust: {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal, Action: ["sts:AssumeRole"] }],
    },
  });
  expect(await readDeployment(request)).toEqual({
    accountId: account,
    organizationId: organization.id,
    lambdas: [],
    machines: [
      {
        name: "dust",
        machineArn,
        accountId: account,
        region,
        roleName: "dust-machine",
        definition,
        schedules: [
          {
            name: "orgwatch-dust",
            expression: "rate(2 days)",
            input: '{"full":true}',
            roleName: "dust-schedule",
          },
        ],
      },
    ],
    roles: [
      role(account, "dust-machine", { Service: ["states.amazonaws.com"] }),
      role(account, "dust-schedule", { Service: ["scheduler.amazonaws.com"] }),
      role(member, "Mop", { AWS: [`arn:aws:iam::${account}:root`] }),
    ],
  });
});

async function createRole(accountId: string, RoleName: string, Principal: object): Promise<void> {
  const iam = new IAMClient(adminOf(gateway.url, accountId, region));
  const document = (statement: object) => JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  const AssumeRolePolicyDocument = document({ Effect: "Allow", Principal, Action: "sts:AssumeRole" });
  const PolicyDocument = document({ Effect: "Allow", Action: "support:DescribeCases", Resource: "*" });
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "may", PolicyDocument }));
}

async function createSchedule(Arn: string): Promise<void> {
  const scope = `${account}/20300101/${region}/scheduler/aws4_request`;
  const created = await fetch(`${gateway.url}/schedules/orgwatch-dust`, {
    method: "POST",
    headers: { authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=x` },
    body: JSON.stringify({
      FlexibleTimeWindow: { Mode: "OFF" },
      ScheduleExpression: "rate(2 days)",
      Target: { Arn, RoleArn: `arn:aws:iam::${account}:role/dust-schedule`, Input: '{"full":true}' },
    }),
  });
  expect(created.status).toBe(200);
}
