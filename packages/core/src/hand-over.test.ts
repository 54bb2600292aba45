import { SQSClient } from "@aws-sdk/client-sqs";
import { handOver } from "./hand-over";
import type { Handed } from "./handed";
import { type LocalAnswer, type LocalAws, startLocalAws } from "./testing/local-aws";

let aws: LocalAws;
let answer: LocalAnswer;
beforeAll(async () => {
  aws = await startLocalAws(() => answer);
});
afterAll(() => aws.stop());

const queue = "https://sqs.us-west-2.amazonaws.com/222222222222/orgwatch-finding-responder-actions";
const message: Handed = {
  kind: "incident-event",
  id: "e-1",
  type: "incident.resolved",
  at: "2030-01-07T09:00:00.000Z",
  incident: { id: "Q1" },
};
const send = (signal: AbortSignal) => {
  const client = new SQSClient({ ...aws.client, useQueueUrlAsEndpoint: false, md5: false, maxAttempts: 1 });
  return handOver(client)(queue, message, signal);
};

describe("handing over", () => {
  it("puts the message into the queue", async () => {
    answer = { status: 200, body: JSON.stringify({ MessageId: "m-1" }) };
    await send(new AbortController().signal);
    const call = aws.calls.at(-1);
    expect({ operation: call?.operation, body: JSON.parse(call?.body ?? "") }).toEqual({
      operation: "SendMessage",
      body: { QueueUrl: queue, MessageBody: JSON.stringify(message) },
    });
  });

  it.each([
    ["NoSuchQueue", "com.amazonaws.sqs#QueueDoesNotExist", "the queue does not exist"],
    ["RequestThrottled", "com.amazonaws.sqs#RequestThrottled", "slow down"],
  ])("says with %s that SQS did not take it", async (name, type, text) => {
    answer = { status: 400, body: JSON.stringify({ __type: type, message: "slow down" }) };
    await expect(send(new AbortController().signal)).rejects.toMatchObject({ name, message: text });
  });

  it("ends with its signal when SQS does not answer", async () => {
    answer = undefined;
    await expect(send(AbortSignal.timeout(50))).rejects.toMatchObject({ name: "AbortError" });
  });
});
