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
        { postpone: "bug", seconds: 10 },
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
    expect(outcome.told).toEqual([
      { postpone: "1", seconds: 20 },
      { postpone: "3", seconds: 20 },
      { postpone: "4", seconds: 40 },
      { postpone: "9", seconds: 900 },
      { postpone: "99", seconds: 900 },
    ]);
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
      { failed: ["w"], told: [{ postpone: "w", seconds: 900 }] },
      { failed: [], told: [{ deadLetter: "w", reason: "TryLater: Slack is down" }] },
      { failed: ["b"], told: [{ postpone: "b", seconds: 40 }] },
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

it("waits longer each time, up to a quarter of an hour", () => {
  expect([1, 2, 3, 4, 5, 6, 7, 8, 9, 50].map(waitSeconds)).toEqual([
    5, 10, 20, 40, 80, 160, 320, 640, 900, 900,
  ]);
});
