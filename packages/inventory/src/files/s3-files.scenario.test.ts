// The inventory's files in S3 (moto): whole JSON, and lines that come as a stream and leave as one.
import { randomBytes } from "node:crypto";
import { gunzipSync } from "node:zlib";
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  S3Client,
} from "@aws-sdk/client-s3";
import { type Moto, startMoto } from "@orgwatch/sandbox/moto";
import { inventoryFiles } from "./s3-files";

let moto: Moto;
let client: S3Client;
let buckets = 0;

beforeAll(async () => {
  moto = await startMoto();
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  client = new S3Client({ endpoint: moto.url, region: "us-east-1", credentials, maxAttempts: 1 });
});
afterAll(async () => {
  client.destroy();
  await moto.stop();
});

async function newBucket(): Promise<string> {
  buckets += 1;
  await client.send(new CreateBucketCommand({ Bucket: `inventory-${buckets}` }));
  return `inventory-${buckets}`;
}

/** 7,000 lines of letters that no zipper makes much smaller: 7 MB of a file. */
const noisy = Array.from({ length: 7000 }, () => randomBytes(1000).toString("base64"));

async function* noise(count: number, thenThrow?: Error) {
  yield* noisy.slice(0, count);
  if (thenThrow) throw thenThrow;
}

async function collected(lines: AsyncIterable<string>): Promise<string[]> {
  const all: string[] = [];
  for await (const line of lines) all.push(line);
  return all;
}

async function left(bucket: string) {
  const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: bucket }));
  const { Uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket: bucket }));
  return { objects: Contents.map(({ Key }) => Key), uploads: Uploads.length };
}

it("keeps JSON, and says when there is none", async () => {
  const files = inventoryFiles(client, await newBucket());
  await files.writeJson("runs/r/scope.json", { run: "r" });
  expect([await files.readJson("runs/r/scope.json"), await files.readJson("runs/r/manifest.json")]).toEqual([
    { run: "r" },
    undefined,
  ]);
});

it("asks for another try where the bucket cannot be used", async () => {
  const files = inventoryFiles(client, "no-such-bucket");
  const wanted = (key: string) => ({ name: "TryLater", message: `${key} cannot be used in no-such-bucket` });
  await expect(files.readJson("a")).rejects.toMatchObject(wanted("a"));
  await expect(files.writeJson("b", {})).rejects.toMatchObject(wanted("b"));
  await expect(files.writeLines("c", noise(1))).rejects.toMatchObject(wanted("c"));
  await expect(collected(files.readLines("d"))).rejects.toMatchObject(wanted("d"));
});

it("says which file is missing, where lines are asked for", async () => {
  const files = inventoryFiles(client, await newBucket());
  await expect(collected(files.readLines("gone.gz"))).rejects.toMatchObject({
    ...{ name: "NoSuchFile", message: `gone.gz is not in inventory-${buckets}` },
  });
});

it("writes few lines and none at all as gzip NDJSON that reads back whole", async () => {
  const bucket = await newBucket();
  const files = inventoryFiles(client, bucket);
  const few = ['{"name":"Zürich"}', '{"name":"大阪"}'];
  async function* lines() {
    yield* few;
  }
  const written = [await files.writeLines("few.gz", lines()), await files.writeLines("none.gz", noise(0))];
  const { Body, ContentEncoding } = await client.send(
    new GetObjectCommand({ Bucket: bucket, Key: "few.gz" }),
  );
  const text = gunzipSync((await Body?.transformToByteArray()) ?? "").toString();
  expect({
    written,
    text,
    ContentEncoding,
    few: await collected(files.readLines("few.gz")),
    none: await collected(files.readLines("none.gz")),
  }).toEqual({
    written: [{ lines: 2 }, { lines: 0 }],
    text: `${few.join("\n")}\n`,
    ContentEncoding: undefined,
    few,
    none: [],
  });
});

it("writes more than one part of an upload holds, and leaves nothing of it where the source fails", async () => {
  const bucket = await newBucket();
  const files = inventoryFiles(client, bucket);
  const broken = new Error("the source is broken");
  await expect(files.writeLines("broken.gz", noise(7000, broken))).rejects.toBe(broken);
  const afterFailure = await left(bucket);
  const written = await files.writeLines("big.gz", noise(7000));
  const { ContentLength = 0 } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: "big.gz" }));
  const read = await collected(files.readLines("big.gz"));
  expect({
    afterFailure,
    written,
    isInParts: ContentLength > 5 * 1024 * 1024,
    isSame: read.join("\n") === noisy.join("\n"),
    after: await left(bucket),
  }).toEqual({
    afterFailure: { objects: [], uploads: 0 },
    written: { lines: 7000 },
    isInParts: true,
    isSame: true,
    after: { objects: ["big.gz"], uploads: 0 },
  });
});
