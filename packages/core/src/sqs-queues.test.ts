import { SQSClient } from "@aws-sdk/client-sqs";
import type { SQSRecord } from "aws-lambda";
import { markSecret } from "./redact";
import { sqsQueues } from "./sqs-queues";
import { type LocalAws, startLocalAws } from "./testing/local-aws";

const deadLetterUrl = "https://sqs.us-west-2.amazonaws.com/222222222222/orgwatch-slack-notifier-dead-letters";

let aws: LocalAws | undefined;
afterEach(async () => aws?.stop());

async function queues() {
  aws = await startLocalAws(() => ({ status: 200, body: "{}" }));
  const client = new SQSClient({ ...aws.client, useQueueUrlAsEndpoint: false, md5: false });
  const { calls } = aws;
  const told = () => calls.map(({ operation, body }) => ({ operation, ...JSON.parse(body) }));
  return { ...sqsQueues(client, deadLetterUrl), told };
}

function record(body: string, region = "us-west-2", partition = "aws"): SQSRecord {
  return {
    messageId: "m-1",
    receiptHandle: "receipt-1",
    body,
    attributes: {
      ApproximateReceiveCount: "3",
      SentTimestamp: "1893488400000",
      SenderId: "sender",
      ApproximateFirstReceiveTimestamp: "1893488400000",
    },
    messageAttributes: {},
    md5OfBody: "",
    eventSource: "aws:sqs",
    eventSourceARN: `arn:${partition}:sqs:${region}:222222222222:orgwatch-slack-notifier-platform-alert`,
    awsRegion: region,
  };
}

const text = (StringValue: string) => ({ DataType: "String", StringValue });
const attributes = {
  origin: text("arn:aws:sqs:us-west-2:222222222222:orgwatch-slack-notifier-platform-alert"),
  firstSentAt: text("2030-01-01T09:00:00.000Z"),
  receives: text("3"),
};

it("keeps a dead letter's body and says why, without secrets and without what SQS would refuse", async () => {
  markSecret("xoxb-in-an-error");
  const { deadLetter, told } = await queues();
  await deadLetter(record('{"a":1}'), "Error: xoxb-in-an-error \u0000 🔴");
  expect(told()).toEqual([
    {
      operation: "SendMessage",
      QueueUrl: deadLetterUrl,
      MessageBody: '{"a":1}',
      MessageAttributes: { ...attributes, reason: text("Error: [secret]     ") },
    },
  ]);
});

it("cuts a body that leaves no room for the reason, and tells its length", async () => {
  const { deadLetter, told } = await queues();
  const body = "é".repeat(131_072);
  await deadLetter(record(body), "r".repeat(5000));
  const [{ MessageBody, MessageAttributes }] = told();
  const sizeOf = (value: string) => Buffer.byteLength(value);
  const whole = Object.entries<{ DataType: string; StringValue: string }>(MessageAttributes).reduce(
    (sum, [name, { DataType, StringValue }]) => sum + sizeOf(name) + sizeOf(DataType) + sizeOf(StringValue),
    sizeOf(MessageBody),
  );
  expect({
    begins: body.startsWith(MessageBody.slice(0, -1)),
    fits: whole <= 262_144,
    MessageAttributes,
  }).toEqual({
    begins: true,
    fits: true,
    MessageAttributes: { ...attributes, reason: text("r".repeat(1000)), bytes: text("262144") },
  });
});

it.each([
  ["us-west-2", "aws", "https://sqs.us-west-2.amazonaws.com/222222222222/"],
  ["cn-north-1", "aws-cn", "https://sqs.cn-north-1.amazonaws.com.cn/222222222222/"],
])("hides a record for a while, by the address of its own queue (%s)", async (region, partition, address) => {
  const { postpone, told } = await queues();
  await postpone(record("{}", region, partition), 40);
  expect(told()).toEqual([
    {
      operation: "ChangeMessageVisibility",
      QueueUrl: `${address}orgwatch-slack-notifier-platform-alert`,
      ReceiptHandle: "receipt-1",
      VisibilityTimeout: 40,
    },
  ]);
});
