import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateQueueCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { adminOf } from "../admin";
import { newClock } from "../clock";
import { type Gateway, startGateway } from "../gateway";
import { newJournal } from "../journal";
import { type LambdaHost, startLambdaHost } from "../lambda-host/lambda-host";
import { type Moto, startMoto } from "../moto";
import type { DeployedLambda } from "../wiring/deployment";
import { newAlarmWatch } from "./alarm-watch";
import { lambdaMetrics } from "./lambda-metrics";
import { heartbeatAlarms } from "./manifest-alarms";
import { newMetrics } from "./metrics";
import { passTime } from "./pass-time";
import { readEmbeddedMetrics } from "./read-embedded-metrics";
import { errors, sampleAlarm } from "./sample-alarm";

const accountId = "111122223333";
const region = "us-west-2";

/** Counts a heartbeat as sent in each run but two in a row, and fails in the last of those. */
const beatBundle = `
  let runs = 0;
  exports.handler = async () => {
    runs += 1;
    const CloudWatchMetrics = [{ Namespace: "Orgwatch", Dimensions: [["service", "Stop"]], Metrics: [{ Name: "HeartbeatSeen" }] }];
    const line = { _aws: { Timestamp: Date.now(), CloudWatchMetrics }, service: "orgwatch", Stop: "sent", HeartbeatSeen: 1 };
    if (runs !== 4 && runs !== 5) console.log(JSON.stringify(line));
    if (runs === 5) throw new Error("out of order");
  };`;
/** Postpones a message by 15 minutes until it comes for the third time, and tells when it came. */
const patientBundle = `
  exports.handler = async ({ Records: [record] }) => {
    const receives = Number(record.attributes.ApproximateReceiveCount);
    console.log("try " + receives + " at " + new Date().toISOString().slice(0, 16));
    if (receives === 3) return { batchItemFailures: [] };
    const { AWS_ACCESS_KEY_ID: key, AWS_REGION: region, AWS_ENDPOINT_URL: url } = process.env;
    await fetch(url, {
      method: "POST",
      headers: {
        authorization: "AWS4-HMAC-SHA256 Credential=" + key + "/20300101/" + region + "/sqs/aws4_request, SignedHeaders=host, Signature=x",
        "content-type": "application/x-amz-json-1.0",
        "x-amz-target": "AmazonSQS.ChangeMessageVisibility",
      },
      body: JSON.stringify({ QueueUrl: process.env.QUEUE, ReceiptHandle: record.receiptHandle, VisibilityTimeout: 900 }),
    });
    return { batchItemFailures: [{ itemIdentifier: record.messageId }] };
  };`;

const bundles = mkdtempSync(join(tmpdir(), "orgwatch-time-"));
const clock = newClock();
const told: string[] = [];
let moto: Moto;
let gateway: Gateway;
let host: LambdaHost;
let pass: (minutes: number) => Promise<void>;

beforeAll(async () => {
  // Far from a whole five minutes, so that it does not matter when the test runs.
  clock.advance(Date.parse("2030-01-07T09:02:00Z") - Date.now());
  for (const [name, code] of Object.entries({ beat: beatBundle, patient: patientBundle })) {
    mkdirSync(join(bundles, name));
    writeFileSync(join(bundles, name, "index.js"), code);
  }
  moto = await startMoto();
  const journal = newJournal(clock.now);
  gateway = await startGateway({ port: 0, motoUrl: moto.url, journal, now: clock.now });
  const sqs = new SQSClient(adminOf(gateway.url, accountId, region));
  const { QueueUrl = "" } = await sqs.send(new CreateQueueCommand({ QueueName: "patience" }));
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "{}" }));
  sqs.destroy();
  const metrics = newMetrics();
  const [sent = sampleAlarm()] = heartbeatAlarms([region], accountId);
  const watch = newAlarmWatch({
    definitions: [
      sent,
      sampleAlarm({
        name: "orgwatch-beat-Errors",
        threshold: 1,
        watched: {
          kind: "metric",
          statistic: "Sum",
          metric: { ...errors, dimensions: { FunctionName: "orgwatch-beat" } },
        },
      }),
    ],
    metrics,
    now: clock.now,
    measureQueues: async () => [],
    publish: async (_, { body }) => {
      told.push(`${body.AlarmName} ${body.NewStateValue} at ${String(body.StateChangeTime).slice(0, 16)}`);
    },
  });
  host = await startLambdaHost({
    deployment: { accountId, organizationId: "o-1", lambdas: [beat, patient(QueueUrl)], roles: [] },
    bundles,
    endpoint: gateway.url,
    journal,
    clock,
    issue: gateway.issue,
    onQueueFed: gateway.onQueueFed,
    onLogLine: (line) => metrics.add(...readEmbeddedMetrics(line)),
    onRun: (lambda, failed) => metrics.add(...lambdaMetrics(lambda, failed, clock.now())),
  });
  await host.idle();
  pass = (minutes) =>
    passTime(minutes * 60_000, {
      clock,
      releaseDue: gateway.releaseDue,
      idle: host.idle,
      evaluateAlarms: watch.evaluate,
    });
}, 60_000);

afterAll(async () => {
  await host?.stop();
  await gateway?.stop();
  await moto?.stop();
  rmSync(bundles, { recursive: true });
});

it("an hour of the sandbox is over in seconds: alarms fire and end, and what waits comes back in time", async () => {
  await pass(60);
  // Due at 9:17, and a moment after 9:35: each is seen at the clock's next stop.
  expect(host.logs("patient")).toEqual([
    "try 1 at 2030-01-07T09:02",
    "try 2 at 2030-01-07T09:20",
    "try 3 at 2030-01-07T09:40",
  ]);
  // The runs at 9:15 and 9:20 left no heartbeat; the one at 9:20 failed.
  expect(told).toEqual([
    "orgwatch-heartbeat-sent ALARM at 2030-01-07T09:25",
    "orgwatch-beat-Errors ALARM at 2030-01-07T09:25",
    "orgwatch-heartbeat-sent OK at 2030-01-07T09:30",
    "orgwatch-beat-Errors OK at 2030-01-07T09:30",
  ]);
}, 60_000);

const beat: DeployedLambda = {
  name: "beat",
  functionName: "orgwatch-beat",
  functionArn: `arn:aws:lambda:${region}:${accountId}:function:orgwatch-beat`,
  accountId,
  region,
  handler: "index.handler",
  runtime: "nodejs22.x",
  timeoutSeconds: 20,
  memoryMb: 128,
  roleName: "orgwatch-beat-us-west-2",
  environment: {},
  sources: [],
  schedules: [{ name: "often", expression: "rate(5 minutes)" }],
  onEvents: [],
  routes: [],
};

function patient(QUEUE: string): DeployedLambda {
  const queueArn = `arn:aws:sqs:${region}:${accountId}:patience`;
  return {
    ...beat,
    name: "patient",
    functionName: "orgwatch-patient",
    functionArn: `arn:aws:lambda:${region}:${accountId}:function:orgwatch-patient`,
    roleName: "orgwatch-patient-us-west-2",
    environment: { QUEUE },
    sources: [{ queueUrl: QUEUE, queueArn, batchSize: 1, maximumConcurrency: 1, receiveLimit: 100 }],
    schedules: [],
  };
}
