// The queues of one region, over the AWS SDK.
import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  type Message,
  QueueDoesNotExist,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import { z } from "zod";
import type { FoundQueue, Queues, ReceivedMessage } from "./queues";

/** Longer than it takes to list and send as many messages as SQS hides at a time. Only a crash lets anyone wait for it. */
const hiddenSeconds = 600;

const given = z.string();

/** SQS behind the small type. Every function rejects with what the SDK throws. */
export function sqsQueues(client: SQSClient): Queues {
  return {
    find: (name) => find(client, name),
    receive: (queue) => receive(client, queue),
    release: (queue, receipts) => release(client, queue, receipts),
    send: async ({ url }, body) => {
      await client.send(new SendMessageCommand({ QueueUrl: url, MessageBody: body }));
    },
    remove: async ({ url }, receipt) => {
      await client.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: receipt }));
    },
  };
}

async function find(client: SQSClient, QueueName: string): Promise<FoundQueue | undefined> {
  try {
    const { QueueUrl } = await client.send(new GetQueueUrlCommand({ QueueName }));
    const asked = { QueueUrl, AttributeNames: ["QueueArn" as const] };
    const { Attributes } = await client.send(new GetQueueAttributesCommand(asked));
    return { url: given.parse(QueueUrl), arn: given.parse(Attributes?.QueueArn) };
  } catch (error) {
    if (error instanceof QueueDoesNotExist) return undefined;
    throw error;
  }
}

async function receive(client: SQSClient, { url }: FoundQueue): Promise<readonly ReceivedMessage[]> {
  const { Messages = [] } = await client.send(
    new ReceiveMessageCommand({
      QueueUrl: url,
      MaxNumberOfMessages: 10,
      // Without a wait SQS asks only some of its servers, and "none" does not mean that there are none.
      WaitTimeSeconds: 1,
      VisibilityTimeout: hiddenSeconds,
      MessageAttributeNames: ["All"],
      MessageSystemAttributeNames: ["All"],
    }),
  );
  return Messages.map(readMessage);
}

function readMessage({ MessageId, ReceiptHandle, Body, Attributes, MessageAttributes }: Message) {
  const attributes = Object.entries(MessageAttributes ?? {}).flatMap(([name, { StringValue }]) =>
    StringValue === undefined ? [] : [[name, StringValue] as const],
  );
  return {
    id: given.parse(MessageId),
    receipt: given.parse(ReceiptHandle),
    body: given.parse(Body),
    attributes: Object.fromEntries(attributes),
    sentAt: new Date(Number(Attributes?.SentTimestamp)),
    receives: Number(Attributes?.ApproximateReceiveCount),
    movedFrom: Attributes?.DeadLetterQueueSourceArn,
  };
}

async function release(client: SQSClient, { url }: FoundQueue, receipts: readonly string[]): Promise<void> {
  const refused: string[] = [];
  for (let start = 0; start < receipts.length; start += 10) {
    const Entries = receipts
      .slice(start, start + 10)
      .map((ReceiptHandle, index) => ({ Id: String(index), ReceiptHandle, VisibilityTimeout: 0 }));
    const { Failed = [] } = await client.send(
      new ChangeMessageVisibilityBatchCommand({ QueueUrl: url, Entries }),
    );
    refused.push(...Failed.map(({ Code }) => Code ?? "unknown"));
  }
  if (refused.length > 0)
    throw new Error(`messages that SQS did not release: ${refused.length} (${refused[0]})`);
}
