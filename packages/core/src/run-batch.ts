// What the runtime promises for queues: each record runs alone, and none is lost, whatever happens to it or to its neighbours.
import { createHash } from "node:crypto";
import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { unwrap } from "./envelope";
import { reasonOf, verdictOf } from "./errors";
import type { Log } from "./log";

/** One message, unwrapped. `queue` is the queue's name; `receiveCount` is 1 on the first try. */
export type QueueRecord = {
  readonly id: string;
  readonly body: unknown;
  readonly subject: string | undefined;
  readonly queue: string;
  readonly receiveCount: number;
  readonly sentAt: Date;
};

/** What the runtime needs of SQS. */
export type Queues = {
  /** Puts a copy with the reason as a message attribute into the dead-letter queue. */
  readonly deadLetter: (record: SQSRecord, reason: string) => Promise<void>;
  /** Hides the record for some seconds; afterwards SQS hands it out again. */
  readonly postpone: (record: SQSRecord, seconds: number) => Promise<void>;
};

/** Handles one message; `log` carries the ids of the request and the message. At `deadline` the lambda is ended with all its records. */
export type HandleRecord = (record: QueueRecord, log: Log, deadline: Date) => Promise<void>;

export type BatchDependencies = {
  readonly queues: Queues;
  readonly log: Log;
  /** The queue's own limit: the runtime moves a record before SQS would, so that the reason is kept. */
  readonly receiveLimit: number;
  readonly deadline: Date;
};

/** An error that nobody foresaw is tried this often: more would only hide a bug. */
const unexpectedLimit = 5;
const longestWaitSeconds = 900;

/**
 * 5 s, doubling to 15 minutes, times a half to one and a half: the least wait, also when less is asked for. Short waits would use up the
 * receive limit within the hour. What was sent off together must not come back together, to be sent off again by the same rate limit; so each
 * message has waits of its own. On average they are what they would be without.
 */
export function waitSeconds(receiveCount: number, messageId: string): number {
  const middle = Math.min(longestWaitSeconds, 5 * 2 ** Math.min(receiveCount - 1, 10));
  const hash = createHash("sha256").update(`${receiveCount} ${messageId}`).digest().readUInt32BE();
  return Math.round(middle * (0.5 + hash / 2 ** 32));
}

/** Runs every record of a batch and answers which ones SQS must hand out again. Never throws. */
export async function runBatch(
  event: SQSEvent,
  handle: HandleRecord,
  dependencies: BatchDependencies,
): Promise<SQSBatchResponse> {
  const outcomes = await Promise.all(event.Records.map((record) => runOne(record, handle, dependencies)));
  return { batchItemFailures: outcomes.flatMap((id) => (id === undefined ? [] : [{ itemIdentifier: id }])) };
}

/** The record's id when SQS must keep it, undefined when it is done with. */
async function runOne(
  record: SQSRecord,
  handle: HandleRecord,
  { queues, log, receiveLimit, deadline }: BatchDependencies,
): Promise<string | undefined> {
  const receiveCount = Number(record.attributes.ApproximateReceiveCount);
  const lines = log.with({ messageId: record.messageId, receiveCount });
  try {
    await handle(open(record, receiveCount), lines, deadline);
    return undefined;
  } catch (error) {
    const verdict = verdictOf(error);
    const reason = reasonOf(error);
    const limit = verdict.kind === "later" ? receiveLimit : unexpectedLimit;
    try {
      if (verdict.kind === "never" || receiveCount >= limit) {
        await queues.deadLetter(record, reason);
        lines.error("moved to the dead-letter queue", { reason });
        return undefined;
      }
      const asked = (verdict.kind === "later" && verdict.seconds) || 0;
      const least = waitSeconds(receiveCount, record.messageId);
      const seconds = Math.max(Math.min(longestWaitSeconds, Math.ceil(asked)), least);
      if (verdict.kind === "later") lines.warn("waits for another try", { reason, seconds });
      else lines.error("failed unexpectedly, is tried again", { reason, seconds });
      await queues.postpone(record, seconds);
    } catch (queueError) {
      lines.error("SQS refused; the visibility timeout brings the message back", {
        reason,
        refusal: reasonOf(queueError),
      });
    }
    return record.messageId;
  }
}

function open(record: SQSRecord, receiveCount: number): QueueRecord {
  return {
    id: record.messageId,
    ...unwrap(record.body),
    queue: record.eventSourceARN.split(":").at(-1) ?? "",
    receiveCount,
    sentAt: new Date(Number(record.attributes.SentTimestamp)),
  };
}
