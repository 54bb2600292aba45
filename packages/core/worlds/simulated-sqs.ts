// A queue with Lambda's event source mapping in virtual time: visibility, receive counts, partial failures, a dead-letter queue.

import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import type { BatchDependencies } from "../src/run-batch";
import type { VirtualTime } from "../src/testing/virtual-time";

export type DeadLetter = { readonly body: string; readonly reason: string };

type Message = { readonly id: string; readonly body: string; visibleAt: number; receives: number };

export type SimulatedQueue = {
  readonly send: (body: string) => void;
  readonly queues: BatchDependencies["queues"];
  readonly deadLetters: () => readonly DeadLetter[];
  /** Runs `concurrency` lambdas until the queue is empty. */
  readonly drain: (handler: (event: SQSEvent) => Promise<SQSBatchResponse>) => Promise<void>;
};

const visibilityMs = 6 * 60_000;

/** `handOutTwice` says which receives SQS answers twice (it promises at least once, not exactly once). */
export function simulatedQueue(
  time: VirtualTime,
  options: { arn: string; receiveLimit: number; concurrency: number; handOutTwice: () => boolean },
): SimulatedQueue {
  const messages = new Map<string, Message>();
  const deadLetters: DeadLetter[] = [];
  let sent = 0;

  function receive(): SQSRecord[] {
    const visible = [...messages.values()]
      .filter(({ visibleAt }) => visibleAt <= time.now().getTime())
      .slice(0, 10);
    return visible.flatMap((message) => {
      message.receives += 1;
      if (message.receives > options.receiveLimit) {
        messages.delete(message.id);
        deadLetters.push({ body: message.body, reason: "SQS: receive limit" });
        return [];
      }
      if (!options.handOutTwice()) message.visibleAt = time.now().getTime() + visibilityMs;
      return [recordOf(message)];
    });
  }

  function recordOf({ id, body, receives }: Message): SQSRecord {
    return {
      messageId: id,
      receiptHandle: id,
      body,
      attributes: {
        ApproximateReceiveCount: String(receives),
        SentTimestamp: String(time.now().getTime()),
        SenderId: "",
        ApproximateFirstReceiveTimestamp: "",
      },
      messageAttributes: {},
      md5OfBody: "",
      eventSource: "aws:sqs",
      eventSourceARN: options.arn,
      awsRegion: "us-west-2",
    };
  }

  async function lambda(handler: (event: SQSEvent) => Promise<SQSBatchResponse>) {
    while (messages.size > 0) {
      const Records = receive();
      if (Records.length === 0) await time.sleep(500);
      else {
        const { batchItemFailures } = await handler({ Records });
        const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
        for (const { messageId } of Records) if (!failed.has(messageId)) messages.delete(messageId);
      }
    }
  }

  return {
    send: (body) => {
      sent += 1;
      messages.set(`m-${sent}`, { id: `m-${sent}`, body, visibleAt: 0, receives: 0 });
    },
    queues: {
      deadLetter: async ({ body }, reason) => {
        deadLetters.push({ body, reason });
      },
      postpone: async ({ messageId }, seconds) => {
        const message = messages.get(messageId);
        if (message) message.visibleAt = time.now().getTime() + seconds * 1000;
      },
    },
    deadLetters: () => deadLetters,
    drain: async (handler) => {
      await Promise.all(Array.from({ length: options.concurrency }, () => lambda(handler)));
    },
  };
}
