import { S3Client } from "@aws-sdk/client-s3";
import { NeverAgain, TryLater } from "@orgwatch/core/errors";
import { type LocalAnswer, type LocalAws, startLocalAws } from "@orgwatch/core/testing/local-aws";
import { s3Files } from "./s3-files";
import { place } from "./testing/trail-file";

let answer: LocalAnswer;
let local: LocalAws;
beforeAll(async () => {
  local = await startLocalAws(() => answer);
});
afterAll(() => local.stop());

/** Reads the object of the tests from an S3 that answers so; `regions` are those that a client was asked for. */
async function open(given: LocalAnswer, signal = new AbortController().signal) {
  answer = given;
  const regions: string[] = [];
  const files = s3Files((region) => {
    regions.push(region);
    return new S3Client({ ...local.client, region, maxAttempts: 1 });
  });
  const chunks: Uint8Array[] = [];
  const problem = await (async () => {
    for await (const chunk of await files(place, signal)) chunks.push(chunk);
  })().catch((error: unknown) => error);
  return { text: Buffer.concat(chunks).toString(), regions, problem };
}

const failure = (status: number, code: string) => ({
  status,
  body: `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>m</Message></Error>`,
});

it("reads an object in its bucket's region", async () => {
  expect(await open({ status: 200, body: "some bytes" })).toEqual({
    text: "some bytes",
    regions: ["eu-west-1"],
    problem: undefined,
  });
});

it("reads an empty object", async () => {
  expect(await open({ status: 200, body: "" })).toMatchObject({ text: "", problem: undefined });
});

const denied =
  "S3 denies it: the bucket's policy, or the policy of the key that encrypts it, does not let case-trail read; or it is not there";

it.each([
  ["NoSuchKey", 404, new NeverAgain("it is not in the bucket any more")],
  ["NoSuchBucket", 404, new NeverAgain("the bucket does not exist")],
  ["AccessDenied", 403, new TryLater(denied)],
  ["SlowDown", 503, new TryLater("S3 does not hand it out")],
])("says what %s means", async (code, status, problem) => {
  const { problem: thrown } = await open(failure(status, code));
  expect(thrown).toMatchObject({ name: problem.name, message: problem.message });
});

it("does not wait longer than it may", async () => {
  const { problem } = await open(undefined, AbortSignal.timeout(50));
  expect(problem).toMatchObject({ name: "TryLater", message: "S3 does not hand it out" });
});
