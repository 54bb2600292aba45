// A bucket tells a queue of another account of its new objects, with AWS's own clients.

import { gzipSync } from "node:zlib";
import {
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  GetBucketNotificationConfigurationCommand,
  PutBucketNotificationConfigurationCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { SetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { z } from "zod";
import { type Scenario, type ScenarioQueue, startScenario } from "../gateway/scenario";

const Bucket = "acme-org-trail";
let scenario: Scenario;
let owner: string;
let security: string;
let s3: S3Client;
let queue: ScenarioQueue;

beforeAll(async () => {
  scenario = await startScenario();
  owner = scenario.account("acme-log-archive");
  security = scenario.account("acme-infrasec");
  s3 = new S3Client({ ...scenario.admin(owner), forcePathStyle: true });
  queue = await scenario.queue(security, "trail-files");
  const LocationConstraint = "us-west-2";
  await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint } }));
});

afterAll(async () => {
  s3.destroy();
  await scenario.stop();
});

it("is refused while the queue's policy keeps the bucket out", async () => {
  const QueueConfigurations = [{ QueueArn: queue.arn, Events: ["s3:ObjectCreated:*" as const] }];
  const put = { Bucket, NotificationConfiguration: { QueueConfigurations } };
  await expect(s3.send(new PutBucketNotificationConfigurationCommand(put))).rejects.toMatchObject({
    name: "InvalidArgument",
    message:
      `Unable to validate the following destination configurations: ${queue.arn}, ` +
      `The policy of ${queue.arn} does not allow s3.amazonaws.com sqs:SendMessage for arn:aws:s3:::${Bucket}`,
  });
  const missing = { ...put, Bucket: "acme-nowhere" };
  await expect(s3.send(new PutBucketNotificationConfigurationCommand(missing))).rejects.toMatchObject({
    name: "NoSuchBucket",
  });
});

it("tells of each object whose key fits, however it was written", async () => {
  await letIn(owner);
  const NotificationConfiguration = {
    QueueConfigurations: [
      {
        Id: "trail",
        QueueArn: queue.arn,
        Events: ["s3:ObjectCreated:*" as const],
        Filter: {
          Key: {
            FilterRules: [
              { Name: "prefix" as const, Value: "AWSLogs/" },
              { Name: "suffix" as const, Value: ".gz" },
            ],
          },
        },
      },
    ],
  };
  await s3.send(new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration }));
  const kept = await s3.send(new GetBucketNotificationConfigurationCommand({ Bucket }));
  expect(kept.QueueConfigurations).toEqual(NotificationConfiguration.QueueConfigurations);
  expect(await queue.receive()).toEqual([
    {
      Service: "Amazon S3",
      Event: "s3:TestEvent",
      Time: expect.any(String),
      Bucket,
      RequestId: expect.any(String),
      HostId: expect.any(String),
    },
  ]);

  const Body = gzipSync(JSON.stringify({ Records: [] }));
  await s3.send(new PutObjectCommand({ Bucket, Key: "other/x.json.gz", Body }));
  await s3.send(new PutObjectCommand({ Bucket, Key: "AWSLogs/a b.json.gz", Body }));
  expect(await told()).toEqual([["ObjectCreated:Put", "AWSLogs/a+b.json.gz", Body.length]]);

  const large = { Bucket, Key: "AWSLogs/large.gz" };
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand(large));
  const part = await s3.send(new UploadPartCommand({ ...large, UploadId, PartNumber: 1, Body }));
  const MultipartUpload = { Parts: [{ ETag: part.ETag, PartNumber: 1 }] };
  await s3.send(new CompleteMultipartUploadCommand({ ...large, UploadId, MultipartUpload }));
  expect(await told()).toEqual([["ObjectCreated:CompleteMultipartUpload", "AWSLogs/large.gz", Body.length]]);
});

it("loses what the queue does not let in any more, and says so", async () => {
  await letIn("000000000000");
  await s3.send(new PutObjectCommand({ Bucket, Key: "AWSLogs/lost.gz", Body: "x" }));
  expect(await told()).toEqual([]);
  const lost = scenario.journal.entries().filter(({ subject }) => subject === "AWSLogs/lost.gz");
  expect(lost.map(({ stop, what }) => ({ stop, what }))).toEqual([
    {
      stop: "Dead letters",
      what:
        "lost, sqs trail-files did not take it: " +
        `The policy of ${queue.arn} does not allow s3.amazonaws.com sqs:SendMessage for arn:aws:s3:::${Bucket}`,
    },
  ]);
});

async function letIn(account: string): Promise<void> {
  const Condition = {
    ArnLike: { "aws:SourceArn": `arn:aws:s3:::${Bucket}` },
    StringEquals: { "aws:SourceAccount": account },
  };
  const Principal = { Service: "s3.amazonaws.com" };
  const allow = { Effect: "Allow", Principal, Action: "sqs:SendMessage", Resource: queue.arn, Condition };
  const Attributes = { Policy: JSON.stringify({ Version: "2012-10-17", Statement: [allow] }) };
  await queue.client.send(new SetQueueAttributesCommand({ QueueUrl: queue.QueueUrl, Attributes }));
}

/** The records' events, keys and sizes. */
async function told(): Promise<readonly unknown[]> {
  const bodies = await queue.receive();
  return bodies
    .flatMap((body) => notification.parse(body).Records)
    .map(({ eventName, s3: { object } }) => [eventName, object.key, object.size]);
}

const object = z.object({ key: z.string(), size: z.number() });
const notification = z.object({
  Records: z.array(z.object({ eventName: z.string(), s3: z.object({ object }) })),
});
