// A lambda's source queue as Lambda's poller sees it, with the role's own permissions.
import {
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import type { SQSRecord } from "aws-lambda";
import type { Credentials } from "./lambda-environment";

/** What the poller needs of a queue. */
export type SourceQueue = {
  readonly receive: (atMost: number) => Promise<readonly SQSRecord[]>;
  readonly remove: (records: readonly SQSRecord[]) => Promise<void>;
};

/** The queue in SQS; calls are signed by the lambda's role, so that its policy is judged as in AWS. */
export function sourceQueue(options: {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: Credentials;
  readonly queueUrl: string;
  readonly queueArn: string;
}): SourceQueue {
  const { endpoint, region, credentials, queueUrl: QueueUrl, queueArn } = options;
  const sqs = new SQSClient({ endpoint, region, credentials, maxAttempts: 1 });
  return {
    receive: async (atMost) => {
      const { Messages } = await sqs.send(
        new ReceiveMessageCommand({
          QueueUrl,
          MaxNumberOfMessages: atMost,
          WaitTimeSeconds: 0,
          MessageSystemAttributeNames: ["All"],
          MessageAttributeNames: ["All"],
        }),
      );
      return (Messages ?? []).map((message) => recordOf(message, queueArn, region));
    },
    remove: async (records) => {
      const Entries = records.map(({ receiptHandle }, index) => ({
        Id: String(index),
        ReceiptHandle: receiptHandle,
      }));
      const { Failed } = await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
      const [first] = Failed ?? [];
      if (first !== undefined)
        throw new Error(`SQS did not delete a message: ${first.Code} ${first.Message ?? ""}`);
    },
  };
}

/** One record of the event that Lambda makes of a received message. */
export function recordOf(message: Message, queueArn: string, region: string): SQSRecord {
  const { Attributes = {}, MessageAttributes = {} } = message;
  return {
    messageId: message.MessageId ?? "",
    receiptHandle: message.ReceiptHandle ?? "",
    body: message.Body ?? "",
    attributes: {
      ...Attributes,
      ApproximateFirstReceiveTimestamp: Attributes.ApproximateFirstReceiveTimestamp ?? "",
      ApproximateReceiveCount: Attributes.ApproximateReceiveCount ?? "1",
      SenderId: Attributes.SenderId ?? "",
      SentTimestamp: Attributes.SentTimestamp ?? "",
    },
    messageAttributes: Object.fromEntries(
      Object.entries(MessageAttributes).map(([name, { DataType, StringValue }]) => [
        name,
        {
          dataType: DataType ?? "String",
          ...(StringValue !== undefined && { stringValue: StringValue }),
          stringListValues: [],
          binaryListValues: [],
        },
      ]),
    ),
    md5OfBody: message.MD5OfBody ?? "",
    eventSource: "aws:sqs",
    eventSourceARN: queueArn,
    awsRegion: region,
  };
}
