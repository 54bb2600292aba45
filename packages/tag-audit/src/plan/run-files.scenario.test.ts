// The files of a run in S3 (moto), as the plan writes them and the scans read them.
import { CreateBucketCommand, GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { type Moto, startMoto } from "@orgwatch/sandbox/moto";
import { runFactsFrom } from "../scan/run-facts";
import { runFiles } from "./run-files";

const runId = "2030-01-07T09:00:00.000Z";
const scope = { runId, accounts: ["111111111111"], regions: ["eu-west-1"], exempt: [], people: false };
let moto: Moto;
let client: S3Client;
let buckets = 0;

beforeAll(async () => {
  moto = await startMoto();
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  client = new S3Client({ endpoint: moto.url, region: "us-east-1", credentials, forcePathStyle: true });
});
afterAll(async () => {
  client.destroy();
  await moto.stop();
});

async function newBucket(): Promise<string> {
  buckets += 1;
  await client.send(new CreateBucketCommand({ Bucket: `tag-audit-${buckets}` }));
  return `tag-audit-${buckets}`;
}

it("keeps each file as JSON below its run", async () => {
  const bucket = await newBucket();
  const files = runFiles(client, bucket);
  await files.write(runId, "scope", scope);
  const key = { Bucket: bucket, Key: `runs/${runId}/scope.json` };
  const { Body, ContentType } = await client.send(new GetObjectCommand(key));
  expect({
    read: await files.read(runId, "scope"),
    text: await Body?.transformToString(),
    ContentType,
  }).toEqual({ read: scope, text: JSON.stringify(scope), ContentType: "application/json" });
});

it.each(["scope", "people"])("asks for another try when %s is not there", async (missing) => {
  const files = runFiles(client, await newBucket());
  if (missing === "people") await files.write(runId, "scope", { ...scope, people: true });
  await expect(runFactsFrom(files)(runId)).rejects.toMatchObject({
    name: "TryLater",
    message: `runs/${runId}/${missing}.json cannot be used in tag-audit-${buckets}`,
  });
});

it("hands scans what the plan wrote, read once for each run", async () => {
  const files = runFiles(client, await newBucket());
  const other = "2030-01-07T15:00:00.000Z";
  await files.write(runId, "scope", { ...scope, people: true });
  await files.write(runId, "people", ["jane"]);
  await files.write(other, "scope", { ...scope, runId: other });
  const factsOf = runFactsFrom(files);
  const first = await factsOf(runId);
  const again = await factsOf(runId);
  expect({ first, same: first === again, other: await factsOf(other) }).toEqual({
    first: { scope: { ...scope, people: true }, people: new Set(["jane"]) },
    same: true,
    other: { scope: { ...scope, runId: other }, people: undefined },
  });
});
