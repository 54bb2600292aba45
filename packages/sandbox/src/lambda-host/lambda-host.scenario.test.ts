import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import { GetQueueAttributesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { GetParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { allow, defineLambda } from "@orgwatch/manifest/define-lambda";
import { defineTable } from "@orgwatch/manifest/define-table";
import { nameOf, regions } from "@orgwatch/manifest/environment";
import { anyResource, managementRole, secret, setting, table } from "@orgwatch/manifest/references";
import { bus, queue, schedule, topics } from "@orgwatch/manifest/trigger";
import { adminOf } from "../admin";
import { type Gateway, startGateway } from "../gateway";
import { guardFor } from "../iam/guard";
import { newJournal } from "../journal";
import { type Moto, startMoto } from "../moto";
import { createOrganization, type SandboxOrganization } from "../organization";
import type { Deployment } from "../wiring/deployment";
import { wireFromManifests } from "../wiring/wire-from-manifests";
import { type LambdaHost, startLambdaHost } from "./lambda-host";

const seen = defineTable({
  name: "seen",
  summary: "What came",
  stack: "tests",
  partitionKey: "id",
  expiresAt: "until",
});
const keeper = defineLambda({
  name: "keeper",
  summary: "Keeps what comes",
  impact: "Nothing is kept",
  stack: "tests",
  runsIn: "each-region",
  entry: "src/handler.ts",
  trigger: queue({ from: topics("notification", "alert"), batchSize: 10, receiveLimit: 5 }),
  timeoutSeconds: 20,
  env: { SEEN: nameOf(table("seen")), TOKEN: secret("token"), EXTRA: secret("extra", { optional: true }) },
  allow: [allow(["dynamodb:PutItem"], table("seen"))],
});
const sweeper = defineLambda({
  name: "sweeper",
  summary: "Sweeps by the hour",
  impact: "Nothing is swept",
  stack: "tests",
  runsIn: "home-region",
  entry: "src/handler.ts",
  trigger: schedule("rate(1 hour)", "hourly", {
    alsoOn: [bus("organization-changed", { source: ["aws.organizations"] })],
  }),
  timeoutSeconds: 20,
  env: {
    VIEWER: nameOf(managementRole("OrgListAccountsViewer")),
    REGIONS: regions(),
    ROUTING: setting("routing"),
  },
  allow: [
    allow(["sts:AssumeRole"], managementRole("OrgListAccountsViewer")),
    allow(["organizations:ListAccounts"], anyResource({ because: "it names no resource" })),
  ],
});

/** Calls AWS as its role does, without an SDK: the gateway looks at the key and not at the signature. */
const keeperBundle = `
  const call = async (service, target, body) => {
    const { AWS_ACCESS_KEY_ID: key, AWS_SESSION_TOKEN: token, AWS_REGION: region, AWS_ENDPOINT_URL: url } = process.env;
    const response = await fetch(url, {
      method: "POST",
      headers: {
        authorization: "AWS4-HMAC-SHA256 Credential=" + key + "/20300101/" + region + "/" + service + "/aws4_request, SignedHeaders=host, Signature=x",
        "content-type": "application/x-amz-json-1.0",
        "x-amz-security-token": token,
        "x-amz-target": target,
      },
      body: JSON.stringify(body),
    });
    return response.ok ? "ok" : (await response.json()).message;
  };
  exports.handler = async ({ Records }) => {
    const batchItemFailures = [];
    for (const { body, messageId, eventSourceARN } of Records) {
      const event = JSON.parse(body);
      if (event.detail.poison) { batchItemFailures.push({ itemIdentifier: messageId }); continue; }
      const Item = { id: { S: event.detail.id }, from: { S: eventSourceARN.split(":").pop() } };
      console.log(await call("dynamodb", "DynamoDB_20120810.PutItem", { TableName: process.env.SEEN, Item }));
      if (event.detail.greedy) console.log(await call("dynamodb", "DynamoDB_20120810.Scan", { TableName: process.env.SEEN }));
    }
    return { batchItemFailures };
  };`;
const sweeperBundle = `exports.handler = async (event) => { console.log(event.source); };`;

let moto: Moto;
let gateway: Gateway;
let organization: SandboxOrganization;
let deployment: Deployment;
let host: LambdaHost;
const bundles = mkdtempSync(join(tmpdir(), "orgwatch-bundles-"));
const journal = newJournal();

beforeAll(async () => {
  for (const [name, code] of Object.entries({ keeper: keeperBundle, sweeper: sweeperBundle })) {
    mkdirSync(join(bundles, name));
    writeFileSync(join(bundles, name, "index.js"), code);
  }
  moto = await startMoto();
  gateway = await startGateway({ port: 0, motoUrl: moto.url, journal });
  organization = await createOrganization(gateway.url);
  deployment = await wireFromManifests({
    endpoint: gateway.url,
    organization,
    teams: ["platform", "payments"],
    defaultTeam: "platform",
    lambdas: [keeper, sweeper],
    tables: [seen],
    settings: { "/tests/routing": { defaultTeam: "platform" } },
    secrets: { token: "xoxb-1" },
  });
  gateway.guard(guardFor(deployment));
  host = await startLambdaHost({ deployment, bundles, endpoint: gateway.url, journal, ...gateway });
  gateway.onInvoke(async (functionArn, event) => {
    await host.invoke(functionArn, event);
  });
  await host.idle();
}, 60_000);

afterAll(async () => {
  await host?.stop();
  await gateway?.stop();
  await moto?.stop();
  rmSync(bundles, { recursive: true });
});

describe("a wired organization", () => {
  it("takes a finding from the bus to the lambda of its region, by severity", async () => {
    await emitFinding("us-east-1", { id: "f-high", severity: 8 });
    await emitFinding("us-east-1", { id: "f-low", severity: 2 });
    await emitFinding("us-east-1", { id: "f-odd" });
    await host.idle();
    expect(await seenIn("us-east-1")).toEqual([
      ["f-high", "orgwatch-keeper-platform-alert"],
      ["f-low", "orgwatch-keeper-platform-notification"],
      ["f-odd", "orgwatch-keeper-platform-notification"],
    ]);
    expect(await seenIn("us-west-2")).toEqual([]);
    expect(stopsOf("f-high").slice(-3)).toEqual([
      "SQS keeper: received from orgwatch-keeper-platform-alert, try 1",
      "Lambda keeper: started",
      expect.stringMatching(/^Lambda keeper: done in \d+ ms$/),
    ]);
  });

  it("leaves in the queue what the lambda reports as failed, and nothing else", async () => {
    await Promise.all([
      emitFinding("us-west-2", { id: "f-poison", severity: 8, poison: true }),
      emitFinding("us-west-2", { id: "f-good", severity: 8 }),
    ]);
    await host.idle();
    expect(await seenIn("us-west-2")).toEqual([["f-good", "orgwatch-keeper-platform-alert"]]);
    expect(await visibleAndHidden("us-west-2", "orgwatch-keeper-platform-alert")).toEqual(["0", "1"]);
  });

  it("refuses the lambda what its manifest does not allow", async () => {
    await emitFinding("us-west-2", { id: "f-greedy", severity: 8, greedy: true });
    await host.idle();
    expect(host.logs("keeper").at(-1)).toBe(
      `User: arn:aws:sts::${organization.infrasecAccountId}:assumed-role/orgwatch-keeper-us-west-2/orgwatch-keeper is not authorized to perform: dynamodb:Scan on resource: arn:aws:dynamodb:us-west-2:${organization.infrasecAccountId}:table/orgwatch-seen because no identity-based policy allows the dynamodb:Scan action`,
    );
  });

  it("runs a scheduled lambda on start, on request, and when the organization changes", async () => {
    expect(host.logs("sweeper")).toEqual(["aws.scheduler"]);
    await host.run("sweeper");
    await gateway.emit(
      {
        source: "aws.organizations",
        "detail-type": "AWS API Call via CloudTrail",
        detail: { eventName: "MoveAccount" },
      },
      { accountId: organization.managementAccountId, region: "us-east-1" },
    );
    await until(() => host.logs("sweeper").length === 3);
    expect(host.logs("sweeper")).toEqual(["aws.scheduler", "aws.scheduler", "aws.organizations"]);
  });

  it("forwards root use of any account to the default team's alert topic", async () => {
    const member = organization.accounts.find(({ name }) => name === "acme-web-shop")?.id ?? "";
    const detail = { id: "root-1", userIdentity: { type: "Root" }, eventName: "ConsoleLogin" };
    await gateway.emit(
      { source: "aws.signin", "detail-type": "AWS Console Sign In via CloudTrail", detail },
      { accountId: member, region: "us-east-1" },
    );
    await host.idle();
    expect(await seenIn("us-west-2")).toContainEqual(["root-1", "orgwatch-keeper-platform-alert"]);
  });

  it("keeps secrets and settings where the environment names them", async () => {
    const ssm = new SSMClient(adminOf(gateway.url, organization.infrasecAccountId, "us-west-2"));
    const { Parameter: token } = await ssm.send(
      new GetParameterCommand({ Name: "/tests/token", WithDecryption: true }),
    );
    const { Parameter: routing } = await ssm.send(new GetParameterCommand({ Name: "/tests/routing" }));
    expect([token?.Value, token?.Type, routing?.Value]).toEqual([
      "xoxb-1",
      "SecureString",
      '{"defaultTeam":"platform"}',
    ]);
    const lambda = deployment.lambdas.find(({ name }) => name === "keeper");
    expect(lambda?.environment).toEqual({
      SEEN: "orgwatch-seen",
      TOKEN: "/tests/token",
      EXTRA: "/tests/extra",
      ORGWATCH_DEAD_LETTER_QUEUE_URL: `${gateway.url}/${organization.infrasecAccountId}/orgwatch-keeper-dead-letters`,
    });
  });
});

function emitFinding(region: string, detail: Record<string, unknown>): Promise<void> {
  const finding = { source: "aws.guardduty", "detail-type": "GuardDuty Finding", detail };
  return gateway.emit(finding, { accountId: organization.infrasecAccountId, region });
}

async function seenIn(region: string) {
  const client = new DynamoDBClient(adminOf(gateway.url, organization.infrasecAccountId, region));
  const { Items = [] } = await client.send(new ScanCommand({ TableName: "orgwatch-seen" }));
  return Items.map(({ id, from }) => [id?.S, from?.S]).toSorted();
}

async function visibleAndHidden(region: string, name: string) {
  const client = new SQSClient(adminOf(gateway.url, organization.infrasecAccountId, region));
  const QueueUrl = `${gateway.url}/${organization.infrasecAccountId}/${name}`;
  const { Attributes } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] }),
  );
  return [Attributes?.ApproximateNumberOfMessages, Attributes?.ApproximateNumberOfMessagesNotVisible];
}

function stopsOf(subject: string): string[] {
  return journal
    .entries()
    .filter((entry) => entry.subject === subject)
    .map(({ stop, what }) => `${stop} ${what}`);
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((done) => setTimeout(done, 10));
}
