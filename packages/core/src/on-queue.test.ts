import { defineLambda } from "@orgwatch/manifest/define-lambda";
import { queue, topics } from "@orgwatch/manifest/trigger";
import type { Context, SQSEvent } from "aws-lambda";
import { onQueue } from "./on-queue";

const manifest = defineLambda({
  name: "listener",
  summary: "Hears everything",
  impact: "Nobody listens",
  stack: "infrasec-admin-global",
  runsIn: "each-region",
  entry: "src/handler.ts",
  trigger: queue({ from: topics("alert"), batchSize: 10, receiveLimit: 100 }),
  timeoutSeconds: 60,
  env: {},
  allow: [],
});
const context = { awsRequestId: "r-1", getRemainingTimeInMillis: () => 42_000 } as Context;
const attributes = { ApproximateReceiveCount: "1", SentTimestamp: "1893488400000" };
const eventSourceARN = "arn:aws:sqs:us-west-2:222222222222:q";
const event = {
  Records: [{ messageId: "m-1", body: "hello", attributes, eventSourceARN }],
} as unknown as SQSEvent;

const variable = "ORGWATCH_DEAD_LETTER_QUEUE_URL";
afterEach(() => {
  delete process.env[variable];
});

it("tells each record when the lambda will be ended", async () => {
  process.env[variable] = "https://sqs.us-west-2.amazonaws.com/222222222222/dead";
  const seen: unknown[] = [];
  const before = Date.now();
  const handler = onQueue(manifest, () => async ({ id, body }, _log, deadline) => {
    const left = deadline.getTime() - before;
    seen.push({ id, body, inTime: left >= 42_000 && left < 52_000 });
  });
  expect({ answer: await handler(event, context), seen }).toEqual({
    answer: { batchItemFailures: [] },
    seen: [{ id: "m-1", body: "hello", inTime: true }],
  });
});

it("takes no record without a place for dead letters", () => {
  const handler = onQueue(manifest, () => async () => {});
  expect(() => handler(event, context)).toThrow("listener: ORGWATCH_DEAD_LETTER_QUEUE_URL is not set");
});
