// Empties one queue into one lambda: as many batches at a time as the mapping allows, and no call to a queue that nobody has fed.
import type { SQSRecord } from "aws-lambda";
import { failedIds } from "./batch-failures";
import type { SourceQueue } from "./source-queue";

export type QueuePoller = {
  /** Something may have come into the queue. */
  readonly fed: () => void;
  /** Whether the last poll found nothing and no batch is being worked on. */
  readonly quiet: () => boolean;
  /** Why the queue cannot be read at all; undefined while it can. */
  readonly refusal: () => Error | undefined;
  readonly stop: () => void;
};

export type QueuePollerOptions = {
  readonly queue: SourceQueue;
  readonly batchSize: number;
  readonly maximumConcurrency: number;
  /** Runs the lambda with a batch and gives its answer. */
  readonly invoke: (records: readonly SQSRecord[]) => Promise<unknown>;
  /** A poll or a deletion that failed, in words. */
  readonly onProblem: (problem: string) => void;
  /** After each change of `quiet` or `refusal`. */
  readonly onChange: () => void;
};

/** Starts with a first poll. Messages that were hidden for a while come back without notice: `fed` must be called now and then. */
export function startQueuePoller(options: QueuePollerOptions): QueuePoller {
  const { queue, batchSize, maximumConcurrency, invoke, onProblem, onChange } = options;
  const state = { due: true, polling: false, running: 0, stopped: false, refusal: noRefusal };

  const work = async (records: readonly SQSRecord[]): Promise<void> => {
    try {
      const failed = failedIds(
        await invoke(records),
        records.map(({ messageId }) => messageId),
      );
      const done = records.filter(({ messageId }) => !failed.includes(messageId));
      if (done.length > 0 && !state.stopped) await queue.remove(done);
    } catch (error) {
      // As in Lambda, the batch stays in the queue until its visibility timeout ends.
      onProblem(wordsOf(error));
    }
  };
  const pollOnce = async (): Promise<void> => {
    // Before the call, so that what is fed meanwhile is polled for again.
    state.due = false;
    const records = await queue.receive(batchSize);
    state.refusal = undefined;
    if (records.length === 0) return;
    state.due = true;
    state.running += 1;
    void work(records).finally(() => {
      state.running -= 1;
      void drain();
    });
  };
  const drain = async (): Promise<void> => {
    if (state.polling) return;
    state.polling = true;
    try {
      while (state.due && state.running < maximumConcurrency && !state.stopped) await pollOnce();
    } catch (error) {
      state.due = true;
      if (isRefusal(error)) state.refusal = error;
      if (!state.stopped) onProblem(`cannot read the queue: ${wordsOf(error)}`);
    }
    state.polling = false;
    onChange();
  };
  void drain();
  return {
    fed: () => {
      state.due = true;
      void drain();
    },
    quiet: () => state.stopped || !(state.due || state.polling || state.running > 0),
    refusal: () => state.refusal,
    stop: () => {
      state.stopped = true;
    },
  };
}

const noRefusal: Error | undefined = undefined;

/** Trying again does not help against a missing permission or queue. */
function isRefusal(error: unknown): error is Error {
  return error instanceof Error && /AccessDenied|QueueDoesNotExist|NonExistentQueue/.test(error.name);
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
