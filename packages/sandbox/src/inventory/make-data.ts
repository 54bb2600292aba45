// What keeps data: a bucket, a table, a queue, a topic, a log group.
import { CloudWatchLogsClient, CreateLogGroupCommand } from "@aws-sdk/client-cloudwatch-logs";
import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { CreateBucketCommand, PutBucketTaggingCommand, S3Client } from "@aws-sdk/client-s3";
import { CreateTopicCommand, SNSClient } from "@aws-sdk/client-sns";
import { CreateQueueCommand, SQSClient } from "@aws-sdk/client-sqs";
import { z } from "zod";
import { adminOf } from "../admin";
import {
  arnIn,
  made,
  nameIn,
  type SamplePlace,
  type SampleResource,
  tagListIn,
  tagsIn,
} from "./sample-place";

/** Buckets have names that are the only ones in the world. */
export async function makeBucket(place: SamplePlace): Promise<SampleResource> {
  const { url, account, region } = place;
  const s3 = new S3Client({ ...adminOf(url, account.id, region), forcePathStyle: true });
  const Bucket = `${nameIn(place, "documents")}-${region}-${account.id}`;
  const elsewhere = region === "us-east-1" ? {} : { LocationConstraint: bucketRegion(region) };
  await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: elsewhere }));
  await s3.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet: tagListIn(place, "documents") } }));
  s3.destroy();
  return made(place, "documents", { kind: "s3/bucket", id: Bucket, arn: `arn:aws:s3:::${Bucket}` });
}

/** The SDK's type lists the regions of its time. */
function bucketRegion(region: string) {
  return z.enum(["us-west-2"]).parse(region);
}

export async function makeTable(place: SamplePlace): Promise<SampleResource> {
  const dynamodb = new DynamoDBClient(adminOf(place.url, place.account.id, place.region));
  const TableName = nameIn(place, "orders");
  await dynamodb.send(
    new CreateTableCommand({
      TableName,
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      BillingMode: "PAY_PER_REQUEST",
      Tags: tagListIn(place, "orders"),
    }),
  );
  dynamodb.destroy();
  const arn = arnIn(place, "dynamodb", `table/${TableName}`);
  return made(place, "orders", { kind: "dynamodb/table", id: TableName, arn });
}

export async function makeQueue(place: SamplePlace): Promise<SampleResource> {
  const sqs = new SQSClient(adminOf(place.url, place.account.id, place.region));
  const QueueName = nameIn(place, "jobs");
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName, tags: tagsIn(place, "jobs") }));
  sqs.destroy();
  const id = z.string().parse(QueueUrl);
  return made(place, "jobs", { kind: "sqs/queue", id, arn: arnIn(place, "sqs", QueueName) });
}

export async function makeTopic(place: SamplePlace): Promise<SampleResource> {
  const sns = new SNSClient(adminOf(place.url, place.account.id, place.region));
  const Name = nameIn(place, "news");
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name, Tags: tagListIn(place, "news") }));
  sns.destroy();
  const arn = z.string().parse(TopicArn);
  return made(place, "news", { kind: "sns/topic", id: arn, arn });
}

/** Without tags, which the inventory does not read of log groups. */
export async function makeLogGroup(place: SamplePlace): Promise<SampleResource> {
  const logs = new CloudWatchLogsClient(adminOf(place.url, place.account.id, place.region));
  const logGroupName = `/acme/${nameIn(place, "service")}`;
  await logs.send(new CreateLogGroupCommand({ logGroupName }));
  logs.destroy();
  const arn = arnIn(place, "logs", `log-group:${logGroupName}`);
  return made(place, "service", { kind: "logs/log-group", id: logGroupName, arn, tags: {} });
}
