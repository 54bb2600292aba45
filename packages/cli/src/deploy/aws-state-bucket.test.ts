import { createServer, type Server } from "node:http";
import { awsBucketExists } from "./aws-state-bucket";

/** Answers a HEAD of `/<status>` with that status, and hears whose bucket is expected. */
const owners: unknown[] = [];
let server: Server;
let endpoint = "";
beforeAll(async () => {
  server = createServer((request, response) => {
    owners.push(request.headers["x-amz-expected-bucket-owner"]);
    response.writeHead(Number(request.url?.split("/")[1]?.slice(-3))).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  const address = server.address();
  endpoint = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
});
afterAll(() => server.close());

function ask(status: number): Promise<boolean> {
  const credentials = { accessKeyId: "any", secretAccessKey: "any" };
  const bucket = { accountId: "111111111111", name: `state-${status}`, region: "us-west-2" };
  return awsBucketExists(bucket, { endpoint, credentials });
}

it("finds a bucket of the account, and says when there is none", async () => {
  expect([await ask(200), await ask(404), owners]).toEqual([true, false, ["111111111111", "111111111111"]]);
});

it.each([
  [
    403,
    "the state bucket state-403 belongs to another account than 111111111111, or the right s3:ListBucket is missing",
  ],
  [301, "the state bucket state-301 is not in the home region us-west-2"],
])("is refused with words when S3 answers %d", async (status, words) => {
  await expect(ask(status)).rejects.toThrow(words);
});
