// Real SDK clients against moto: kinds of several protocols, their pages and details, as they come out of the account.
import { CreateTableCommand, type CreateTableCommandInput, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { CreateVolumeCommand, EC2Client } from "@aws-sdk/client-ec2";
import { EventBridgeClient, PutRuleCommand } from "@aws-sdk/client-eventbridge";
import { CreateRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { CreateBucketCommand, PutBucketTaggingCommand, S3Client } from "@aws-sdk/client-s3";
import { CreateTopicCommand, SNSClient } from "@aws-sdk/client-sns";
import { CreateQueueCommand, SQSClient } from "@aws-sdk/client-sqs";
import { STSClient } from "@aws-sdk/client-sts";
import { assumeRoleWith } from "@orgwatch/core/organization/assume-role";
import type { RoleCredentials } from "@orgwatch/core/organization/role-sessions";
import { type Moto, startMoto } from "@orgwatch/sandbox/moto";
import { kinds } from "../../kinds/kinds";
import { type Found, readKind } from "./read-kind";
import type { Call, CallPlace, Through } from "./reader";
import { type OpenReader, sdkReader } from "./sdk-reader";

const account = "222222222222";
const region = "eu-west-1";
let credentials: RoleCredentials;
let moto: Moto;
let reader: OpenReader;
const places: CallPlace[] = [];
const before = process.env.AWS_ENDPOINT_URL;

const through: Through = async (place, call) => {
  places.push(place);
  return call();
};

beforeAll(async () => {
  moto = await startMoto();
  process.env.AWS_ENDPOINT_URL = moto.url;
  const test = { accessKeyId: "test", secretAccessKey: "test" };
  const sts = new STSClient({ region, credentials: test });
  const roleArn = `arn:aws:iam::${account}:role/inventory`;
  credentials = await assumeRoleWith(sts)({ roleArn, sessionName: "test" });
  sts.destroy();
});
afterAll(async () => {
  if (before === undefined) delete process.env.AWS_ENDPOINT_URL;
  else process.env.AWS_ENDPOINT_URL = before;
  await moto.stop();
});
beforeEach(() => {
  places.length = 0;
  reader = sdkReader({ account, credentials: async () => credentials, through });
});
afterEach(() => reader.close());

/** A client of the account's own people. */
const own = () => ({ region, credentials, endpoint: moto.url });

function tableOf(name: string): CreateTableCommandInput {
  return {
    TableName: name,
    AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
    KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
    BillingMode: "PAY_PER_REQUEST",
  };
}

async function found(kind: string, place = region): Promise<Found[]> {
  const row = kinds.find((one) => one.kind === kind);
  if (!row) throw new Error(`There is no kind ${kind}`);
  const all: Found[] = [];
  const trouble: unknown[] = [];
  const from = { account, region: place, partition: "aws" } as const;
  for await (const one of readKind(reader, row, from, (one) => trouble.push(one))) all.push(one);
  expect(trouble).toEqual([]);
  return all;
}

it("reads volumes page by page", async () => {
  const ec2 = new EC2Client(own());
  for (let size = 1; size <= 3; size += 1)
    await ec2.send(
      new CreateVolumeCommand({
        AvailabilityZone: "eu-west-1a",
        Size: size,
        TagSpecifications: [{ ResourceType: "volume", Tags: [{ Key: "size", Value: `${size}` }] }],
      }),
    );
  ec2.destroy();
  const volumes = await found("ec2/volume");
  expect(volumes.map(({ id, arn, tags, kind, service }) => ({ id, arn, tags, kind, service }))).toEqual(
    volumes.map(({ id }, index) => ({
      id,
      arn: `arn:aws:ec2:eu-west-1:${account}:volume/${id}`,
      tags: { size: `${index + 1}` },
      kind: "ec2/volume",
      service: "ec2",
    })),
  );
  expect(volumes.map(({ raw }) => raw)).toMatchObject([{ Size: 1 }, { Size: 2 }, { Size: 3 }]);
  expect(JSON.parse(JSON.stringify(volumes))).toEqual(volumes);
});

it("reads a queue with its attributes and tags, where the list has only addresses", async () => {
  const sqs = new SQSClient(own());
  const queue = await sqs.send(new CreateQueueCommand({ QueueName: "orders", tags: { team: "shop" } }));
  sqs.destroy();
  const [one, ...others] = await found("sqs/queue");
  expect({ id: one?.id, arn: one?.arn, tags: one?.tags, others }).toEqual({
    id: queue.QueueUrl,
    arn: `arn:aws:sqs:eu-west-1:${account}:orders`,
    tags: { team: "shop" },
    others: [],
  });
});

it("reads buckets, tables, topics and roles, in the regions where they are", async () => {
  const [s3, dynamodb, sns, iam] = [
    new S3Client(own()),
    new DynamoDBClient(own()),
    new SNSClient(own()),
    new IAMClient(own()),
  ];
  const LocationConstraint = "eu-west-1";
  await s3.send(
    new CreateBucketCommand({ Bucket: "shop-files", CreateBucketConfiguration: { LocationConstraint } }),
  );
  const TagSet = [{ Key: "team", Value: "shop" }];
  await s3.send(new PutBucketTaggingCommand({ Bucket: "shop-files", Tagging: { TagSet } }));
  await dynamodb.send(
    new CreateTableCommand({ ...tableOf("orders"), Tags: [{ Key: "team", Value: "shop" }] }),
  );
  await sns.send(new CreateTopicCommand({ Name: "orders" }));
  await iam.send(
    new CreateRoleCommand({
      RoleName: "shop",
      AssumeRolePolicyDocument: JSON.stringify({ Version: "2012-10-17", Statement: [] }),
    }),
  );
  for (const client of [s3, dynamodb, sns, iam]) client.destroy();
  const brief = (one: Found) => [one.region, one.id, one.arn, one.tags];
  expect({
    buckets: (await found("s3/bucket")).map(brief),
    tables: (await found("dynamodb/table")).map(brief),
    topics: (await found("sns/topic")).map(brief),
    roles: (await found("iam/role", "global")).map(({ region: where, name }) => [where, name]),
  }).toEqual({
    buckets: [[region, "shop-files", "arn:aws:s3:::shop-files", { team: "shop" }]],
    tables: [[region, "orders", `arn:aws:dynamodb:eu-west-1:${account}:table/orders`, { team: "shop" }]],
    topics: [
      [region, `arn:aws:sns:eu-west-1:${account}:orders`, `arn:aws:sns:eu-west-1:${account}:orders`, {}],
    ],
    roles: [["global", "shop"]],
  });
});

it("sends every page through the limits, and follows what the SDK knows no paginator for", async () => {
  const there = { ...own(), region: "eu-north-1" };
  const [dynamodb, eventbridge] = [new DynamoDBClient(there), new EventBridgeClient(there)];
  for (const name of ["a", "b", "c"]) {
    await dynamodb.send(new CreateTableCommand(tableOf(`table-${name}`)));
    await eventbridge.send(new PutRuleCommand({ Name: name, ScheduleExpression: "rate(1 day)" }));
  }
  for (const client of [dynamodb, eventbridge]) client.destroy();
  const region = "eu-north-1";
  const calls: readonly Call[] = [
    { service: "dynamodb", region, operation: "ListTables", input: { Limit: 2 } },
    { service: "eventbridge", region, operation: "ListRules", input: { Limit: 2 }, perSecond: 3 },
  ];
  const pages: unknown[] = [];
  for (const call of calls)
    for await (const { TableNames, Rules } of reader.pages(call)) pages.push([TableNames, Rules]);
  const table = { account, region, service: "dynamodb", operation: "ListTables" };
  const rule = { account, region, service: "eventbridge", operation: "ListRules", perSecond: 3 };
  expect(places).toEqual([table, table, rule, rule]);
  expect(pages).toMatchObject([
    [["table-a", "table-b"], undefined],
    [["table-c"], undefined],
    [undefined, [{ Name: "a" }, { Name: "b" }]],
    [undefined, [{ Name: "c" }]],
  ]);
});

it("passes AWS's errors on with their names", async () => {
  const call = { service: "sqs", region, operation: "GetQueueUrl", input: { QueueName: "none" } } as const;
  await expect(async () => {
    for await (const _ of reader.pages(call));
  }).rejects.toMatchObject({ name: "QueueDoesNotExist" });
});
