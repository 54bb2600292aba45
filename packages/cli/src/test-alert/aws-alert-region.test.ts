import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { GuardDutyClient } from "@aws-sdk/client-guardduty";
import { SNSClient } from "@aws-sdk/client-sns";
import { SQSClient } from "@aws-sdk/client-sqs";
import { STSClient } from "@aws-sdk/client-sts";
import type { AlertRegion } from "./alert-region";
import { awsAlertRegion } from "./aws-alert-region";
import { awsSampleAccount } from "./aws-sample-account";
import type { SampleAccount } from "./sample-account";

/** AWS on loopback: by the operation or the path, XML where the answer is a text; `__type` makes it a failure. An absent answer is `{}`. */
async function withAws<Result>(
  answers: Readonly<Record<string, unknown>>,
  work: (region: AlertRegion, account: SampleAccount) => Promise<Result>,
) {
  const calls: string[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = Buffer.concat(chunks).toString();
      const target = String(request.headers["x-amz-target"] ?? "").split(".")[1];
      const operation =
        target ?? new URLSearchParams(body).get("Action") ?? `${request.method} ${request.url}`;
      calls.push(`${operation} ${body}`);
      const answer = answers[operation] ?? {};
      const failed = typeof answer === "object" && answer !== null && "__type" in answer;
      response.writeHead(failed ? 400 : 200);
      response.end(typeof answer === "string" ? answer : JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const settings = {
    endpoint: `http://127.0.0.1:${port}`,
    region: "us-west-2",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    maxAttempts: 1,
  };
  const clients = {
    dynamodb: new DynamoDBClient(settings),
    events: new EventBridgeClient(settings),
    sns: new SNSClient(settings),
    sqs: new SQSClient({ ...settings, useQueueUrlAsEndpoint: false }),
    cloudwatch: new CloudWatchClient(settings),
    guardDuty: new GuardDutyClient(settings),
    parameter: async () => undefined,
  };
  const sts = new STSClient(settings);
  try {
    const region = awsAlertRegion("us-west-2", clients);
    return { result: await work(region, awsSampleAccount("us-west-2", clients.guardDuty, sts)), calls };
  } finally {
    sts.destroy();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

const identity =
  "<GetCallerIdentityResponse><GetCallerIdentityResult><Account>222222222222</Account></GetCallerIdentityResult></GetCallerIdentityResponse>";
const sample = {
  id: "f-1",
  accountId: "222222222222",
  title: "[SAMPLE] An instance",
  type: "T:EC2/A",
  severity: 8,
  updatedAt: "2030-01-07T09:30:45.123Z",
  service: { count: 2, archived: true },
};

it("finds its own samples alone, and makes one", async () => {
  const { result, calls } = await withAws(
    {
      GetCallerIdentity: identity,
      "GET /detector": { detectorIds: ["d-1"] },
      "POST /detector/d-1/findings": { findingIds: ["f-1", "f-2", "f-3"] },
      "POST /detector/d-1/findings/get": {
        findings: [
          sample,
          { ...sample, id: "f-2", title: "An instance, really" },
          { ...sample, id: "f-3", accountId: "444444444444" },
        ],
      },
    },
    async (_, account) => {
      await account.create("T:EC2/A");
      return account.samples(["T:EC2/A"]);
    },
  );
  expect(result).toEqual([
    { id: "f-1", type: "T:EC2/A", severity: 8, updatedAt: "2030-01-07T09:30:45.123Z", count: 2 },
  ]);
  expect(calls.filter((call) => call.startsWith("POST"))).toEqual([
    'POST /detector/d-1/findings/create {"findingTypes":["T:EC2/A"]}',
    expect.stringMatching(/^POST \/detector\/d-1\/findings \{.*"type":\{"equals":\["T:EC2\/A"\]\}/),
    'POST /detector/d-1/findings/get {"findingIds":["f-1","f-2","f-3"]}',
  ]);
});

it("says when GuardDuty is off", async () => {
  const { result } = await withAws({ "GET /detector": { detectorIds: [] } }, (_, account) =>
    account.create("T").catch(String),
  );
  expect(result).toBe(
    "NoDetector: this account has no GuardDuty detector in us-west-2: nothing is watched there",
  );
});

it("archives, and looks whether it is archived", async () => {
  const { result, calls } = await withAws(
    {
      "GET /detector": { detectorIds: ["d-1"] },
      "POST /detector/d-1/findings/get": { findings: [sample] },
    },
    (region) => region.archive("f-1"),
  );
  expect({ result, calls: calls.slice(1) }).toEqual({
    result: true,
    calls: [
      'POST /detector/d-1/findings/archive {"findingIds":["f-1"]}',
      'POST /detector/d-1/findings/get {"findingIds":["f-1"]}',
    ],
  });
});

it("reads rules with their targets, and leaves out schedules", async () => {
  const { result } = await withAws(
    {
      ListRules: {
        Rules: [
          { Name: "orgwatch-finding-alert", State: "DISABLED", EventPattern: "{}" },
          { Name: "orgwatch-schedule", State: "ENABLED", ScheduleExpression: "rate(5 minutes)" },
        ],
      },
      ListTargetsByRule: { Targets: [{ Id: "1", Arn: "arn:aws:sns:us-west-2:2:t" }] },
    },
    (region) => region.rules(),
  );
  expect(result).toEqual([
    { name: "orgwatch-finding-alert", enabled: false, pattern: "{}", targets: ["arn:aws:sns:us-west-2:2:t"] },
  ]);
});

it("reads a topic's listeners, and knows one that is gone", async () => {
  const member = (protocol: string, endpoint: string) =>
    `<member><Protocol>${protocol}</Protocol><Endpoint>${endpoint}</Endpoint></member>`;
  const listed = `<ListSubscriptionsByTopicResponse><ListSubscriptionsByTopicResult><Subscriptions>${member(
    "sqs",
    "arn:aws:sqs:us-west-2:2:q",
  )}${member("https", "https://example.com")}</Subscriptions></ListSubscriptionsByTopicResult></ListSubscriptionsByTopicResponse>`;
  const { result } = await withAws({ ListSubscriptionsByTopic: listed }, (region) => region.listenersOf("t"));
  expect(result).toEqual({ queues: ["q"], https: true });
});

it("counts what waits in a queue, and knows one that is gone", async () => {
  const there = await withAws(
    {
      GetQueueUrl: { QueueUrl: "https://sqs.us-west-2.amazonaws.com/2/q" },
      GetQueueAttributes: {
        Attributes: { ApproximateNumberOfMessages: "2", ApproximateNumberOfMessagesNotVisible: "1" },
      },
    },
    (region) => region.depthOf("q"),
  );
  const gone = await withAws(
    { GetQueueUrl: { __type: "com.amazonaws.sqs#QueueDoesNotExist", message: "no" } },
    (region) => region.depthOf("q"),
  );
  expect([there.result, gone.result]).toEqual([{ waiting: 2, inWork: 1 }, undefined]);
});

it("has no channels' names where the routing cannot be read", async () => {
  const { result } = await withAws({}, (region) => region.channelNames());
  expect(result).toEqual(new Map());
});
