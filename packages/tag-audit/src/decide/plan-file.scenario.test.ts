// The plan in S3, as moto plays it: the first one that is written is the one that counts.
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import type { RunPlan } from "@orgwatch/core/tag-audit/violation";
import { type Moto, startMoto } from "@orgwatch/sandbox/moto";
import { planFile } from "./plan-file";

let moto: Moto;
let client: S3Client;
const runId = "2030-01-07T09:00:00.000Z";
const plan = (madeAt: string): RunPlan => ({
  runId,
  madeAt,
  acts: [],
  tidy: [],
  held: [],
  warnings: [madeAt],
});

beforeAll(async () => {
  moto = await startMoto();
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  client = new S3Client({ endpoint: moto.url, region: "us-west-2", credentials, forcePathStyle: true });
  const CreateBucketConfiguration = { LocationConstraint: "us-west-2" } as const;
  await client.send(new CreateBucketCommand({ Bucket: "plans", CreateBucketConfiguration }));
}, 60_000);
afterAll(async () => {
  client.destroy();
  await moto.stop();
});

it("is written once; whoever comes later gets the first one", async () => {
  const file = planFile(client, "plans");
  const kept = [await file.keep(plan("first")), await file.keep(plan("second")), await file.read(runId)];
  expect(kept).toEqual([plan("first"), plan("first"), plan("first")]);
});

it("asks for another try while S3 cannot be used, or there is none", async () => {
  const away = planFile(client, "elsewhere");
  const problems = [away.keep(plan("x")), away.read(runId), planFile(client, "plans").read("unknown")];
  const names = problems.map((work) => work.then(String, (error: Error) => error.name));
  expect(await Promise.all(names)).toEqual(["TryLater", "TryLater", "TryLater"]);
});
