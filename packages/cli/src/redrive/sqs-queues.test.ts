import { SQSClient } from "@aws-sdk/client-sqs";
import {
  type LocalAnswer,
  type LocalAws,
  type LocalCall,
  startLocalAws,
} from "@orgwatch/core/testing/local-aws";
import { sqsQueues } from "./sqs-queues";

const queue = {
  url: "https://sqs.us-west-2.amazonaws.com/222222222222/q",
  arn: "arn:aws:sqs:us-west-2:222222222222:q",
};

let aws: LocalAws | undefined;
afterEach(async () => aws?.stop());

async function queues(answer: (call: LocalCall) => LocalAnswer) {
  aws = await startLocalAws(answer);
  const client = new SQSClient({ ...aws.client, useQueueUrlAsEndpoint: false, md5: false, maxAttempts: 1 });
  const { calls } = aws;
  return {
    ...sqsQueues(client),
    told: () => calls.map(({ operation, body }) => [operation, JSON.parse(body)]),
  };
}

const ok = (body: unknown): LocalAnswer => ({ status: 200, body: JSON.stringify(body) });

it("hides what it receives for ten minutes, asks all of SQS's servers, and reads every mark", async () => {
  const { receive, told } = await queues(() =>
    ok({
      Messages: [
        {
          MessageId: "m-1",
          ReceiptHandle: "r-1",
          Body: "text",
          Attributes: {
            SentTimestamp: "1893488400000",
            ApproximateReceiveCount: "6",
            DeadLetterQueueSourceArn: "arn:aws:sqs:us-west-2:222222222222:source",
          },
          MessageAttributes: {
            reason: { DataType: "String", StringValue: "refused" },
            picture: { DataType: "Binary", BinaryValue: "AAAA" },
          },
        },
      ],
    }),
  );
  expect(await receive(queue)).toEqual([
    {
      id: "m-1",
      receipt: "r-1",
      body: "text",
      attributes: { reason: "refused" },
      sentAt: new Date("2030-01-01T09:00:00Z"),
      receives: 6,
      movedFrom: "arn:aws:sqs:us-west-2:222222222222:source",
    },
  ]);
  expect(told()).toEqual([
    [
      "ReceiveMessage",
      {
        QueueUrl: queue.url,
        MaxNumberOfMessages: 10,
        WaitTimeSeconds: 1,
        VisibilityTimeout: 600,
        MessageAttributeNames: ["All"],
        MessageSystemAttributeNames: ["All"],
      },
    ],
  ]);
});

it("knows a queue that is not there from a call that fails", async () => {
  const refusal = (type: string) => (): LocalAnswer => ({
    status: 400,
    body: JSON.stringify({ __type: `com.amazonaws.sqs#${type}`, message: "no" }),
  });
  const absent = await queues(refusal("QueueDoesNotExist"));
  expect(await absent.find("q")).toBeUndefined();
  await aws?.stop();
  const denied = await queues(refusal("AccessDenied"));
  await expect(denied.find("q")).rejects.toThrow("no");
});

it("releases ten at a time, and a refusal inside a 200 is a failure", async () => {
  const { release, told } = await queues(({ body }) =>
    ok({
      Failed: body.includes("r-10") ? [{ Id: "0", Code: "ReceiptHandleIsInvalid", SenderFault: true }] : [],
    }),
  );
  const receipts = Array.from({ length: 11 }, (_, index) => `r-${index}`);
  await expect(release(queue, receipts)).rejects.toThrow(
    "messages that SQS did not release: 1 (ReceiptHandleIsInvalid)",
  );
  const entries = told().map(([operation, { Entries }]) => [
    operation,
    Entries.map((entry: { ReceiptHandle: string; VisibilityTimeout: number }) => [
      entry.ReceiptHandle,
      entry.VisibilityTimeout,
    ]),
  ]);
  expect(entries).toEqual([
    ["ChangeMessageVisibilityBatch", receipts.slice(0, 10).map((receipt) => [receipt, 0])],
    ["ChangeMessageVisibilityBatch", [["r-10", 0]]],
  ]);
});
