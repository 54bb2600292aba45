import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EventBridgeClient, ListRulesCommand } from "@aws-sdk/client-eventbridge";
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { allow, defineLambda } from "@orgwatch/manifest/define-lambda";
import { nameOf } from "@orgwatch/manifest/environment";
import { defaultBus, queueOf } from "@orgwatch/manifest/references";
import { handed, queue, request, schedule, topics } from "@orgwatch/manifest/trigger";
import { adminOf } from "../admin";
import { newClock } from "../clock";
import { type Gateway, startGateway } from "../gateway";
import { guardFor } from "../iam/guard";
import { newJournal } from "../journal";
import { httpApiPrefix } from "../lambda-host/http-api";
import { type LambdaHost, startLambdaHost } from "../lambda-host/lambda-host";
import { type Moto, startMoto } from "../moto";
import { createOrganization, type SandboxOrganization } from "../organization";
import { wireFromManifests } from "./wire-from-manifests";

const common = {
  summary: "Tries the wiring",
  impact: "Nothing is tried",
  stack: "tests",
  runsIn: "home-region",
  entry: "src/handler.ts",
  timeoutSeconds: 20,
  env: {},
  allow: [],
} as const;
const actions = queueOf("worker", "actions");
const door = defineLambda({
  ...common,
  name: "door",
  trigger: request("POST", "/slack"),
  env: { ACTIONS: nameOf(actions) },
  allow: [allow(["sqs:SendMessage"], actions)],
});
const worker = defineLambda({
  ...common,
  name: "worker",
  trigger: queue({ from: handed("actions"), batchSize: 1, receiveLimit: 5 }),
});
const reading = queue({ from: topics("alert", "failover"), batchSize: 1, receiveLimit: 5 });
const speaker = defineLambda({ ...common, name: "speaker", runsIn: "each-region", trigger: reading });
const pager = defineLambda({ ...common, name: "pager", runsIn: "each-region", trigger: reading });
const pulse = defineLambda({
  ...common,
  name: "pulse",
  trigger: schedule("rate(5 minutes)", "every five minutes"),
  allow: [allow(["events:PutEvents"], defaultBus())],
});

/** Calls AWS as its role does, without an SDK: the gateway looks at the key and not at the signature. */
const caller = `
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
  };`;
const tellBodies = `exports.handler = async ({ Records }) => {
  for (const { body, eventSourceARN } of Records) console.log(eventSourceARN.split(":").pop() + ": " + body);
};`;
const code = {
  door: `${caller}
    exports.handler = async ({ body, isBase64Encoded, rawPath, headers, requestContext }) => {
      if (headers["x-fail"]) throw new Error(headers["x-fail"]);
      if (headers["x-times"]) return [requestContext.timeEpoch, Date.now()];
      const raw = Buffer.from(body, isBase64Encoded ? "base64" : "utf8");
      const QueueUrl = process.env.ACTIONS;
      const handed = headers["x-hand-over"];
      const sent = handed ? await call("sqs", "AmazonSQS.SendMessage", { QueueUrl, MessageBody: handed }) : "nothing";
      return {
        statusCode: 200,
        headers: { "content-type": headers["content-type"], "x-path": rawPath, "x-sent": sent },
        body: raw.toString("base64"),
        isBase64Encoded: true,
      };
    };`,
  worker: tellBodies,
  speaker: tellBodies,
  pager: tellBodies,
  pulse: `${caller}
    exports.handler = async () => {
      const entry = { Source: "orgwatch.heartbeat", DetailType: "Orgwatch Heartbeat", Detail: "{}" };
      console.log("own: " + await call("events", "AWSEvents.PutEvents", { Entries: [entry] }));
      console.log("other: " + await call("events", "AWSEvents.PutEvents", { Entries: [{ ...entry, EventBusName: "orgwatch" }] }));
    };`,
};

const home = "us-west-2";
const day = 86_400_000;
const clock = newClock();
const runs: string[] = [];
let moto: Moto;
let gateway: Gateway;
let organization: SandboxOrganization;
let host: LambdaHost;
const bundles = mkdtempSync(join(tmpdir(), "orgwatch-bundles-"));

beforeAll(async () => {
  for (const [name, text] of Object.entries(code)) {
    mkdirSync(join(bundles, name));
    writeFileSync(join(bundles, name, "index.js"), text);
  }
  moto = await startMoto();
  const journal = newJournal();
  gateway = await startGateway({ port: 0, motoUrl: moto.url, journal });
  organization = await createOrganization(gateway.url);
  const deployment = await wireFromManifests({
    endpoint: gateway.url,
    organization,
    teams: ["platform"],
    defaultTeam: "platform",
    lambdas: [door, worker, speaker, pager, pulse],
    tables: [],
    settings: {},
    secrets: {},
  });
  gateway.guard(guardFor(deployment));
  clock.advance(day);
  const onRun = ({ name }: { name: string }, failed: boolean) => void runs.push(`${name} ${failed}`);
  const around = { ...gateway, endpoint: gateway.url, clock, onRun };
  host = await startLambdaHost({ deployment, bundles, journal, ...around });
  gateway.route(httpApiPrefix, host.handleRequest);
  await host.idle();
}, 60_000);

afterAll(async () => {
  await host?.stop();
  await gateway?.stop();
  await moto?.stop();
  rmSync(bundles, { recursive: true });
});

describe("a request", () => {
  it.each<[string, string, Buffer]>([
    ["a form", "application/x-www-form-urlencoded", Buffer.from("payload=%7B%22a%22%3A1%7D&b=+")],
    ["text beyond ASCII", "application/json; charset=utf-8", Buffer.from('{"name":"Zoë — 東京"}')],
    ["what is no text at all", "image/png", Buffer.from(Array.from({ length: 256 }, (_, byte) => byte))],
  ])("reaches the lambda with the exact bytes of %s, and its answer comes back", async (_, type, sent) => {
    const response = await post(sent, { "content-type": type });
    expect({
      status: response.status,
      type: response.headers.get("content-type"),
      path: response.headers.get("x-path"),
      bytes: Buffer.from(await response.arrayBuffer()),
    }).toEqual({ status: 200, type, path: "/slack", bytes: sent });
  });

  it("is handed over: the job's lambda has it when the sandbox is idle again", async () => {
    const response = await post(Buffer.from("x"), { "x-hand-over": "archive f-1" });
    await host.idle();
    expect([response.headers.get("x-sent"), host.logs("worker")]).toEqual([
      "ok",
      ["orgwatch-worker-actions: archive f-1"],
    ]);
  });

  it("is answered when its lambda fails: the reason stays in the log, and each run is told", async () => {
    runs.length = 0;
    const responses = [
      await post(Buffer.from("x"), { "x-fail": "password hunter2" }),
      await post(Buffer.from("x"), {}),
    ];
    expect([await responses[0]?.text(), responses.map(({ status }) => status), runs]).toEqual([
      '{"message":"Internal Server Error"}',
      [500, 200],
      ["door true", "door false"],
    ]);
    expect(host.logs("door").at(-1)).toBe("ERROR password hunter2");
  });

  it("comes at the sandbox's time, which is the lambda's too", async () => {
    const response = await post(Buffer.from("x"), { "x-times": "1" });
    const times = (await response.json()) as number[];
    expect(times.map((time) => Math.round((time - Date.now()) / day))).toEqual([1, 1]);
  });

  it("is not found beside the routes", async () => {
    const response = await fetch(new URL(`${httpApiPrefix}pagerduty`, gateway.url), { method: "POST" });
    expect([response.status, await response.text()]).toEqual([404, '{"message":"Not Found"}']);
  });
});

it("a message on the failover topic reaches the failover queues of its region", async () => {
  const sns = new SNSClient(adminOf(gateway.url, organization.infrasecAccountId, "us-east-1"));
  const TopicArn = `arn:aws:sns:us-east-1:${organization.infrasecAccountId}:orgwatch-failover`;
  await sns.send(new PublishCommand({ TopicArn, Message: "Slack is gone" }));
  await host.idle();
  const told = [host.logs("speaker"), host.logs("pager")].map((lines) =>
    lines.filter((line) => line.includes("Slack is gone")),
  );
  expect(told).toEqual([
    ["orgwatch-speaker-failover: Slack is gone"],
    ["orgwatch-pager-failover: Slack is gone"],
  ]);
});

it("an event of a lambda's own goes the way of alerts from the default bus, and onto no other bus", async () => {
  await host.run("pulse", home);
  await host.idle();
  const alerts = host.logs("pager").filter((line) => line.includes("Orgwatch Heartbeat"));
  expect([host.logs("pulse").slice(-2), alerts.map((line) => line.split(": ")[0]).at(-1)]).toEqual([
    [
      "own: ok",
      `other: User: arn:aws:sts::${organization.infrasecAccountId}:assumed-role/orgwatch-pulse-${home}/orgwatch-pulse is not authorized to perform: events:PutEvents on resource: arn:aws:events:${home}:${organization.infrasecAccountId}:event-bus/orgwatch because no identity-based policy allows the events:PutEvents action`,
    ],
    "orgwatch-pager-platform-alert",
  ]);
});

it("the rules of root use are on the bus, and the one that must see reads asks for them", async () => {
  const events = new EventBridgeClient(adminOf(gateway.url, organization.infrasecAccountId, home));
  const { Rules = [] } = await events.send(new ListRulesCommand({ EventBusName: "orgwatch" }));
  expect(Rules.map(({ Name, State }) => `${Name} ${State}`).toSorted()).toEqual([
    "orgwatch-assume-root ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS",
    "orgwatch-root-call ENABLED",
    "orgwatch-root-sign-in ENABLED",
  ]);
});

function post(body: Buffer, headers: Record<string, string>): Promise<Response> {
  return fetch(new URL(`${httpApiPrefix}slack`, gateway.url), { method: "POST", body, headers });
}
