import type { SQSRecord } from "aws-lambda";
import { type QueuePoller, startQueuePoller } from "./queue-poller";
import { recordOf, type SourceQueue } from "./source-queue";

describe("polling a queue", () => {
  it("drains it in batches and deletes what the lambda does not report as failed", async () => {
    const queue = newQueue(["a", "b", "c", "d", "e"]);
    const batches: string[][] = [];
    await quiet(queue, async (records) => {
      batches.push(records.map(({ body }) => body));
      return {
        batchItemFailures: records
          .filter(({ body }) => body === "b")
          .map(({ messageId }) => ({ itemIdentifier: messageId })),
      };
    });
    expect(batches).toEqual([["a", "b"], ["c", "d"], ["e"]]);
    expect(queue.removed.toSorted()).toEqual(["a", "c", "d", "e"]);
    expect(queue.problems).toEqual([]);
  });

  it("never runs more batches at a time than the mapping allows", async () => {
    const queue = newQueue(Array.from({ length: 12 }, (_, index) => String(index)));
    let running = 0;
    let most = 0;
    await quiet(queue, async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise(setImmediate);
      running -= 1;
    });
    expect(most).toBe(2);
    expect(queue.removed).toHaveLength(12);
  });

  it("keeps the whole batch when the lambda fails", async () => {
    const queue = newQueue(["a"]);
    await quiet(queue, () => Promise.reject(new Error("boom")));
    expect(queue.removed).toEqual([]);
    expect(queue.problems).toEqual(["Error: boom"]);
  });

  it("polls again only when something may have come", async () => {
    const queue = newQueue([]);
    const poller = await quiet(queue, async () => undefined);
    expect(queue.polls()).toBe(1);
    queue.waiting.push("late");
    poller.fed();
    await until(() => poller.quiet());
    expect(queue.removed).toEqual(["late"]);
    expect(queue.polls()).toBe(3);
  });

  it("goes on after a poll that failed, and is not quiet before", async () => {
    const queue = newQueue(["a"], [Object.assign(new Error("slow down"), { name: "ThrottlingException" })]);
    const poller = start(queue, async () => undefined);
    await until(() => queue.problems.length === 1);
    expect([poller.quiet(), poller.refusal()]).toEqual([false, undefined]);
    poller.fed();
    await until(() => poller.quiet());
    expect(queue.removed).toEqual(["a"]);
    expect(queue.problems).toEqual(["cannot read the queue: ThrottlingException: slow down"]);
  });

  it("says so when the role may not read the queue", async () => {
    const refusal = Object.assign(new Error("not authorized"), { name: "AccessDenied" });
    const queue = newQueue(["a"], [refusal]);
    const poller = start(queue, async () => undefined);
    await until(() => queue.problems.length === 1);
    expect(poller.refusal()).toBe(refusal);
  });
});

function newQueue(waiting: string[], failures: Error[] = []) {
  const removed: string[] = [];
  const problems: string[] = [];
  let polls = 0;
  const queue: SourceQueue = {
    receive: async (atMost) => {
      polls += 1;
      const failure = failures.shift();
      if (failure) throw failure;
      return waiting
        .splice(0, atMost)
        .map((Body) =>
          recordOf({ Body, MessageId: `id-${Body}`, ReceiptHandle: Body }, "arn:aws:sqs:r:a:q", "r"),
        );
    },
    remove: async (records) => {
      removed.push(...records.map(({ body }) => body));
    },
  };
  return { queue, waiting, removed, problems, polls: () => polls };
}

function start(
  { queue, problems }: ReturnType<typeof newQueue>,
  invoke: (records: readonly SQSRecord[]) => Promise<unknown>,
): QueuePoller {
  return startQueuePoller({
    queue,
    batchSize: 2,
    maximumConcurrency: 2,
    invoke,
    onProblem: (problem) => problems.push(problem),
    onChange: () => undefined,
  });
}

async function quiet(
  queue: ReturnType<typeof newQueue>,
  invoke: (records: readonly SQSRecord[]) => Promise<unknown>,
): Promise<QueuePoller> {
  const poller = start(queue, invoke);
  await until(() => poller.quiet());
  return poller;
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise(setImmediate);
}
