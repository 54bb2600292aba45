import { GetItemCommand } from "@aws-sdk/client-dynamodb";
import { dynamodb } from "./aws";
import { type LocalAws, startLocalAws } from "./testing/local-aws";

const before = { ...process.env };
let aws: LocalAws | undefined;
afterEach(async () => {
  process.env = { ...before };
  await aws?.stop();
});

it("asks a silent service again after seconds, instead of waiting until Lambda ends the whole batch", async () => {
  const secondTry = new AbortController();
  aws = await startLocalAws(() => {
    if ((aws?.calls.length ?? 0) > 1) secondTry.abort();
    return undefined;
  });
  const { endpoint, credentials } = aws.client;
  process.env.AWS_ENDPOINT_URL = endpoint;
  process.env.AWS_ACCESS_KEY_ID = credentials.accessKeyId;
  process.env.AWS_SECRET_ACCESS_KEY = credentials.secretAccessKey;
  const asked = Date.now();
  const command = new GetItemCommand({ TableName: "t", Key: { key: { S: "k" } } });
  const error = await dynamodb("eu-west-1")
    .send(command, { abortSignal: secondTry.signal })
    .catch((thrown: unknown) => thrown);
  const seconds = (Date.now() - asked) / 1000;
  expect({ error, soon: seconds > 2.5 && seconds < 8 }).toEqual({
    error: expect.objectContaining({ name: "AbortError" }),
    soon: true,
  });
}, 10_000);
