// A lambda hands a message to another one's queue; they know nothing else of each other.
import { SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { Handed } from "./handed";

/**
 * Puts a message into the queue with this URL. Rejects when SQS does not take it, or `signal` ends first: then whoever sent it must hear
 * that (and it may have arrived all the same).
 */
export type HandOver = (queueUrl: string, message: Handed, signal: AbortSignal) => Promise<void>;

/** Through SQS. @throws NoSuchQueue, or what the SDK threw. */
export function handOver(client: SQSClient): HandOver {
  return async (queueUrl, message, signal) => {
    const command = new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify(message) });
    try {
      await client.send(command, { abortSignal: signal });
    } catch (error) {
      throw error instanceof Error && noQueue.has(error.name) ? new NoSuchQueue(error) : error;
    }
  };
}

/** The queue is not there: its job is not deployed. */
export class NoSuchQueue extends Error {
  override readonly name = "NoSuchQueue";
  constructor(cause: unknown) {
    super("the queue does not exist", { cause });
  }
}

/** SQS has two protocols, and a name for it in each. */
const noQueue = new Set(["QueueDoesNotExist", "AWS.SimpleQueueService.NonExistentQueue"]);
