import { changesWiring, messagesOf, movedAccount } from "./after-call";
import type { ReceivedCall } from "./received-call";

function call(service: string, operation: string, parameters: Record<string, unknown> = {}): ReceivedCall {
  return {
    service,
    operation,
    parameters,
    region: "us-west-2",
    principal: { kind: "admin", accountId: "111111111111" },
    protocol: "json",
    accessKeyId: "111111111111",
    head: { method: "POST", target: "/", headers: {} },
    body: Buffer.alloc(0),
  };
}

describe("messagesOf", () => {
  it("finds what was sent to queues and topics, one by one or in batches", () => {
    const QueueUrl = "http://localhost/111111111111/q";
    const queueArn = "arn:aws:sqs:us-west-2:111111111111:q";
    const topicArn = "arn:aws:sns:us-west-2:111111111111:t";
    expect(messagesOf(call("sqs", "SendMessage", { QueueUrl, MessageBody: "a" }))).toEqual([
      { kind: "queue", queueArn, text: "a" },
    ]);
    const Entries = [{ MessageBody: "a" }, { MessageBody: "b" }];
    expect(messagesOf(call("sqs", "SendMessageBatch", { QueueUrl, Entries }))).toEqual([
      { kind: "queue", queueArn, text: "a" },
      { kind: "queue", queueArn, text: "b" },
    ]);
    expect(messagesOf(call("sns", "Publish", { TopicArn: topicArn, Message: "a" }))).toEqual([
      { kind: "topic", topicArn, text: "a" },
    ]);
    const PublishBatchRequestEntries = [{ Message: "a" }];
    expect(
      messagesOf(call("sns", "PublishBatch", { TopicArn: topicArn, PublishBatchRequestEntries })),
    ).toEqual([{ kind: "topic", topicArn, text: "a" }]);
    expect(messagesOf(call("sqs", "ReceiveMessage", { QueueUrl }))).toEqual([]);
  });
});

describe("changesWiring", () => {
  it.each([
    ["events", "PutTargets", true],
    ["events", "PutEvents", false],
    ["events", "ListRules", false],
    ["sns", "Subscribe", true],
    ["sns", "Publish", false],
    ["cloudformation", "CreateStackInstances", true],
    ["sqs", "SendMessage", false],
    ["sqs", "DeleteMessage", false],
    ["sqs", "SetQueueAttributes", true],
    ["lambda", "AddPermission", true],
    ["lambda", "Invoke", false],
    ["kms", "PutKeyPolicy", true],
    ["kms", "Decrypt", false],
    ["dynamodb", "PutItem", false],
  ])("%s %s: %s", (service, operation, expected) => {
    expect(changesWiring(call(service, operation))).toBe(expected);
  });
});

describe("movedAccount", () => {
  it("is the account that moves or leaves, whoever else is named", () => {
    const parameters = { AccountId: "222222222222", DestinationParentId: "ou-1" };
    expect(
      ["MoveAccount", "RemoveAccountFromOrganization", "DescribeAccount"].map((operation) =>
        movedAccount(call("organizations", operation, parameters)),
      ),
    ).toEqual(["222222222222", "222222222222", undefined]);
  });
});
