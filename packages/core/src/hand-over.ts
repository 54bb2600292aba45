// A lambda hands a message to another one's queue; they know nothing else of each other.
import { SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { Handed } from "./handed";

/** Puts a message into the queue with this URL. Rejects when SQS does not take it: then whoever sent it must hear that. */
export type HandOver = (queueUrl: string, message: Handed) => Promise<void>;

/** Through SQS. */
export function handOver(client: SQSClient): HandOver {
  return async (queueUrl, message) => {
    await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify(message) }));
  };
}
