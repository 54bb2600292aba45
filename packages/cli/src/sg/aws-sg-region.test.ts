import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SQSClient } from "@aws-sdk/client-sqs";
import type { SgDecision } from "@orgwatch/core/handed";
import { type LocalCall, startLocalAws } from "@orgwatch/core/testing/local-aws";
import { awsSgRegion } from "./aws-sg-region";
import type { SgRegion } from "./sg-region";

const decision: SgDecision = {
  kind: "sg-decision",
  id: "cli/1",
  changeId: "c-1",
  what: "keep",
  via: "cli",
  by: { id: "arn:aws:iam::222222222222:user/alice", name: "alice" },
  at: "2030-01-07T09:30:45.000Z",
};

/** Works with a region whose AWS answers so; answers what came of it and what was called. */
async function work(
  answer: (call: LocalCall) => { readonly status: number; readonly body: unknown },
  use: (region: SgRegion) => Promise<unknown>,
) {
  const local = await startLocalAws((call) => {
    const { status, body } = answer(call);
    return { status, body: JSON.stringify(body) };
  });
  const sqs = new SQSClient({ ...local.client, useQueueUrlAsEndpoint: false });
  const dynamodb = new DynamoDBClient(local.client);
  try {
    const result = await use(awsSgRegion("us-west-2", dynamodb, sqs, new AbortController().signal)).catch(
      (error: Error) => `${error.name}: ${error.message}`,
    );
    return { result, calls: local.calls.map(({ operation, body }) => [operation, JSON.parse(body)]) };
  } finally {
    await local.stop();
  }
}

it("hands a decision to the queue of sg-decisions", async () => {
  const url = "https://sqs.us-west-2.amazonaws.com/222222222222/orgwatch-sg-decisions-decisions";
  const { calls } = await work(
    ({ operation }) => ({
      status: 200,
      body: operation === "GetQueueUrl" ? { QueueUrl: url } : { MessageId: "m-1" },
    }),
    ({ handDecision }) => handDecision(decision),
  );
  expect(calls).toEqual([
    ["GetQueueUrl", { QueueName: "orgwatch-sg-decisions-decisions" }],
    ["SendMessage", { QueueUrl: url, MessageBody: JSON.stringify(decision) }],
  ]);
});

it("says where the job is not deployed", async () => {
  const { result } = await work(
    () => ({
      status: 400,
      body: { __type: "com.amazonaws.sqs#QueueDoesNotExist", message: "no such queue" },
    }),
    ({ handDecision }) => handDecision(decision),
  );
  expect(result).toBe(
    "NotInThisRegion: there is no queue orgwatch-sg-decisions-decisions in us-west-2: is this the security account, and its home region (--region)?",
  );
});

it("reads the table that people know by its name", async () => {
  const { result, calls } = await work(
    () => ({ status: 200, body: {} }),
    ({ changes }) => changes.get("c-1"),
  );
  expect([result, calls]).toEqual([
    undefined,
    [
      [
        "GetItem",
        { TableName: "security-group-changes", Key: { changeId: { S: "c-1" } }, ConsistentRead: true },
      ],
    ],
  ]);
});
