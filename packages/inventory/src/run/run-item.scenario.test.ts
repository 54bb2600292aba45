// An item against moto as the lambda runs it: roles assumed, real clients, and parts in S3 that read back whole.
import { CreateVolumeCommand, EC2Client } from "@aws-sdk/client-ec2";
import { CreateGroupCommand, IAMClient } from "@aws-sdk/client-iam";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { CreateTopicCommand, SNSClient } from "@aws-sdk/client-sns";
import { STSClient } from "@aws-sdk/client-sts";
import { type Resource, resourceShape } from "@orgwatch/core/inventory/resource";
import { runKeys } from "@orgwatch/core/inventory/run-keys";
import { cellShape, type Scope } from "@orgwatch/core/inventory/run-manifest";
import type { Log } from "@orgwatch/core/log";
import { assumeRoleWith } from "@orgwatch/core/organization/assume-role";
import { type Moto, startMoto } from "@orgwatch/sandbox/moto";
import { kinds as table } from "../../kinds/kinds";
import { inventoryFiles } from "../files/s3-files";
import { memberAccounts } from "./member-accounts";
import { runItem } from "./run-item";

const run = "2030-01-07T09:00:00.000Z";
const account = "333333333333";
const region = "eu-west-1";
const wanted = ["ec2/volume", "sns/topic", "iam/group"];
const kinds = table.filter(({ kind }) => wanted.includes(kind));
const scope: Scope = {
  ...{ run, accounts: [{ id: account }], regions: [region], exempt: [] },
  ...{ leaveOut: [], cloudControl: [], isPart: false },
};
const silent: Log = { info: () => {}, warn: () => {}, error: () => {}, with: () => silent };
const before = { ...process.env };
let moto: Moto;
let sts: STSClient;
let s3: S3Client;

beforeAll(async () => {
  moto = await startMoto();
  process.env.AWS_ENDPOINT_URL = moto.url;
  const client = { region, credentials: { accessKeyId: "test", secretAccessKey: "test" } };
  sts = new STSClient(client);
  s3 = new S3Client(client);
  const LocationConstraint = region;
  await s3.send(
    new CreateBucketCommand({ Bucket: "inventory", CreateBucketConfiguration: { LocationConstraint } }),
  );
});
afterAll(async () => {
  process.env = before;
  sts.destroy();
  s3.destroy();
  await moto.stop();
});

it("reads an account's cells into parts and records", async () => {
  const assumeRole = assumeRoleWith(sts);
  const credentials = await assumeRole({ roleArn: `arn:aws:iam::${account}:role/own`, sessionName: "own" });
  const [ec2, sns, iam] = [
    new EC2Client({ region, credentials }),
    new SNSClient({ region, credentials }),
    new IAMClient({ region, credentials }),
  ];
  const volume = await ec2.send(new CreateVolumeCommand({ AvailabilityZone: "eu-west-1a", Size: 8 }));
  const topic = await sns.send(new CreateTopicCommand({ Name: "orders" }));
  const group = await iam.send(new CreateGroupCommand({ GroupName: "admins" }));
  for (const client of [ec2, sns, iam]) client.destroy();

  const files = inventoryFiles(s3, "inventory");
  const now = () => new Date();
  const counts = await runItem(
    { run, from: 0, to: 2 },
    {
      ...{
        scope,
        kinds,
        files,
        partition: "aws",
        now,
        sleep: async () => {},
        random: Math.random,
        log: silent,
      },
      accounts: memberAccounts({ assumeRole, sessionName: () => "test", partition: "aws", now }),
      deadline: new Date(Date.now() + 300_000),
    },
  );
  const lines: Resource[] = [];
  const cells = [];
  for (const place of ["global", region]) {
    const cell = cellShape.parse(await files.readJson(runKeys.cell(run, account, place)));
    cells.push([place, cell.result, cell.counts, cell.failures]);
    for (const { part } of cell.parts)
      for await (const line of files.readLines(runKeys.part(run, account, place, part)))
        lines.push(resourceShape.parse(JSON.parse(line)));
  }
  expect({ counts, cells }).toEqual({
    counts: { read: 2 },
    cells: [
      ["global", "read", { "iam/group": 1 }, []],
      [region, "read", { "ec2/volume": 1, "sns/topic": 1 }, []],
    ],
  });
  expect(
    lines.map(({ raw: _, ...line }) => line).toSorted((one, other) => (one.kind < other.kind ? -1 : 1)),
  ).toEqual([
    {
      ...{ run, account, region, service: "ec2", kind: "ec2/volume", id: volume.VolumeId, tags: {} },
      arn: `arn:aws:ec2:eu-west-1:${account}:volume/${volume.VolumeId}`,
    },
    expect.objectContaining({
      ...{ run, account, region: "global", service: "iam", kind: "iam/group", arn: group.Group?.Arn },
    }),
    expect.objectContaining({ run, account, region, kind: "sns/topic", arn: topic.TopicArn }),
  ]);
});
