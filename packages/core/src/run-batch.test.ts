import type { SQSEvent, SQSRecord } from "aws-lambda";
import { NeverAgain, TryLater } from "./errors";
import type { Log } from "./log";
import { type QueueRecord, runBatch, waitSeconds } from "./run-batch";

function record(id: string, body: unknown, receiveCount = 1): SQSRecord {
  return {
    messageId: id,
    receiptHandle: `receipt-${id}`,
    body: typeof body === "string" ? body : JSON.stringify(body),
    attributes: {
      ApproximateReceiveCount: String(receiveCount),
      SentTimestamp: "1893488400000",
      SenderId: "sender",
      ApproximateFirstReceiveTimestamp: "1893488400000",
    },
    messageAttributes: {},
    md5OfBody: "",
    eventSource: "aws:sqs",
    eventSourceARN: "arn:aws:sqs:us-west-2:222222222222:orgwatch-slack-notifier-platform-alert",
    awsRegion: "us-west-2",
  };
}

const silent: Log = { info: () => {}, warn: () => {}, error: () => {}, with: () => silent };

/** Runs a batch and tells everything that SQS was told. */
async function run(records: SQSRecord[], handle: (record: QueueRecord) => Promise<void>, sqsFails = false) {
  const told: unknown[] = [];
  const event: SQSEvent = { Records: records };
  const answer = await runBatch(event, handle, {
    receiveLimit: 100,
    deadline: new Date("2030-01-01T09:01:00Z"),
    log: silent,
    queues: {
      deadLetter: async ({ messageId }, reason) => {
        if (sqsFails) throw new Error("SQS is away");
        told.push({ deadLetter: messageId, reason });
      },
      postpone: async ({ messageId }, seconds) => {
        if (sqsFails) throw new Error("SQS is away");
        told.push({ postpone: messageId, seconds });
      },
    },
  });
  return { failed: answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier), told };
}

describe("a batch", () => {
  it("hands each record over unwrapped", async () => {
    const seen: QueueRecord[] = [];
    const sns = { Type: "Notification", TopicArn: "arn:…", Subject: "ALARM", Message: '{"a":1}' };
    const outcome = await run(
      [record("1", { b: 2 }), record("2", sns), record("3", "not JSON", 3)],
      async (one) => {
        seen.push(one);
      },
    );
    const common = {
      queue: "orgwatch-slack-notifier-platform-alert",
      sentAt: new Date("2030-01-01T09:00:00Z"),
    };
    expect({ seen, outcome }).toEqual({
      seen: [
        { id: "1", body: { b: 2 }, subject: undefined, receiveCount: 1, ...common },
        { id: "2", body: { a: 1 }, subject: "ALARM", receiveCount: 1, ...common },
        { id: "3", body: "not JSON", subject: undefined, receiveCount: 3, ...common },
      ],
      outcome: { failed: [], told: [] },
    });
  });

  it("goes on with the others when one fails, and treats each failure by its own word", async () => {
    const errors: Record<string, Error> = {
      never: new NeverAgain("the channel is gone"),
      later: new TryLater("Slack asks to wait", { retryAfterSeconds: 30 }),
      bug: new TypeError("x is undefined", { cause: new Error("deeper") }),
    };
    const records = ["never", "fine", "later", "bug"].map((id) => record(id, {}, 2));
    const outcome = await run(records, async ({ id }) => {
      const error = errors[id];
      if (error) throw error;
    });
    expect(outcome).toEqual({
      failed: ["later", "bug"],
      told: [
        { deadLetter: "never", reason: "NeverAgain: the channel is gone" },
        { postpone: "later", seconds: 30 },
        { postpone: "bug", seconds: waitSeconds(2, "bug") },
      ],
    });
  });

  it("waits longer each time also when less is asked for, or a day of short waits would end in dead letters", async () => {
    const busy = async () => {
      throw new TryLater("the channel is busy", { retryAfterSeconds: 20 });
    };
    const counts = [1, 3, 4, 9, 99];
    const outcome = await run(
      counts.map((count) => record(String(count), {}, count)),
      busy,
    );
    expect(outcome.told).toEqual(
      counts.map((count) => ({
        postpone: String(count),
        seconds: Math.max(20, waitSeconds(count, String(count))),
      })),
    );
  });

  it("lets a record wait up to the queue's limit, and a bug only five times", async () => {
    const waiting = async () => {
      throw new TryLater("Slack is down");
    };
    const broken = async () => {
      throw new RangeError("odd");
    };
    expect([
      await run([record("w", {}, 99)], waiting),
      await run([record("w", {}, 100)], waiting),
      await run([record("b", {}, 4)], broken),
      await run([record("b", {}, 5)], broken),
    ]).toEqual([
      { failed: ["w"], told: [{ postpone: "w", seconds: waitSeconds(99, "w") }] },
      { failed: [], told: [{ deadLetter: "w", reason: "TryLater: Slack is down" }] },
      { failed: ["b"], told: [{ postpone: "b", seconds: waitSeconds(4, "b") }] },
      { failed: [], told: [{ deadLetter: "b", reason: "RangeError: odd" }] },
    ]);
  });

  it("keeps the record in its queue when the dead-letter queue cannot be reached", async () => {
    const outcome = await run(
      [record("1", {})],
      async () => {
        throw new NeverAgain("no");
      },
      true,
    );
    expect(outcome).toEqual({ failed: ["1"], told: [] });
  });
});

describe("the wait", () => {
  const ids = Array.from({ length: 1000 }, (_, index) => `m-${index}`);

  it.each([
    [1, 5],
    [2, 10],
    [5, 80],
    [8, 640],
    [9, 900],
    [50, 900],
  ])(
    "after %i receives is %i seconds on average, and never less than half or more than one and a half of it",
    (count, middle) => {
      const waits = ids.map((id) => waitSeconds(count, id));
      const average = waits.reduce((sum, wait) => sum + wait, 0) / waits.length;
      expect({
        average: Math.abs(average / middle - 1) < 0.05,
        least: Math.min(...waits) >= Math.floor(middle / 2),
        most: Math.max(...waits) <= Math.ceil(1.5 * middle),
      }).toEqual({ average: true, least: true, most: true });
    },
  );

  it("brings messages that were sent off together back one by one", () => {
    const minutes = ids.map((id) => Math.floor(waitSeconds(9, id) / 60));
    const inMinute = (minute: number) => minutes.filter((each) => each === minute).length;
    expect(Math.max(...minutes.map(inMinute))).toBeLessThan(100);
  });

  it("is another one at a message's next receive, so that two that met do not meet again", () => {
    expect(waitSeconds(9, "m-1")).not.toBe(waitSeconds(10, "m-1"));
  });
});
