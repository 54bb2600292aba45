import { arnOfQueue, type Mishaps, memoryQueues } from "../testing/memory-queues";
import { type QueueRequest, redriveQueue } from "./redrive-queue";
import type { QueueReport } from "./report";

const dead = "orgwatch-slack-notifier-dead-letters";
const alerts = "orgwatch-slack-notifier-platform-alert";
const base = {
  region: "us-west-2",
  lambda: "slack-notifier",
  queue: dead,
  exists: true,
  others: 0,
  problems: [],
};

function request(part: Partial<QueueRequest> = {}): QueueRequest {
  const all = { reason: undefined, limit: Number.POSITIVE_INFINITY, sending: false };
  return {
    lambda: "slack-notifier",
    region: "us-west-2",
    signal: new AbortController().signal,
    ...all,
    ...part,
  };
}

/** Letters a, b, c… with a reason each; `b` first sent a minute before `a`, and so on. */
function queuesWith(count: number, mishaps: Mishaps = {}) {
  const queues = memoryQueues([dead, alerts], mishaps);
  const letters = Array.from({ length: count }, (_, index) => {
    const id = String.fromCharCode(97 + index);
    const firstSentAt = new Date(Date.UTC(2030, 0, 7, 9, 59 - index)).toISOString();
    const reason = index % 2 === 0 ? `NeverAgain: refused ${id}` : `TryLater: down ${id}`;
    queues.put(dead, { id, attributes: { reason, origin: arnOfQueue(alerts), firstSentAt, receives: "5" } });
    return {
      id,
      firstSentAt,
      receives: 5,
      origin: arnOfQueue(alerts),
      reason,
      about: id,
      cutFrom: undefined,
    };
  }).toReversed();
  return { queues, letters };
}

const ids = ({ letters }: QueueReport) => letters.map(({ id, outcome, because }) => [id, outcome, because]);

it("shows every letter once, oldest first, and leaves all of them visible", async () => {
  const { queues, letters } = queuesWith(23);
  const report = await redriveQueue(request(), queues);
  expect(report).toEqual({
    ...base,
    letters: letters.map((letter) => ({ ...letter, outcome: "shown", because: undefined })),
  });
  expect([queues.visible(dead).length, queues.bodies(alerts)]).toEqual([23, []]);
});

it("sends all of them back to their queue, and the dead-letter queue is empty", async () => {
  const { queues, letters } = queuesWith(23);
  const report = await redriveQueue(request({ sending: true }), queues);
  expect(report).toEqual({
    ...base,
    letters: letters.map((letter) => ({ ...letter, outcome: "sent", because: undefined })),
  });
  expect([queues.bodies(dead), queues.bodies(alerts).toSorted()]).toEqual([
    [],
    letters.map(({ id }) => id).toSorted(),
  ]);
});

it("sends only what has the reason, in any case, and no more than the limit", async () => {
  const { queues } = queuesWith(8);
  const report = await redriveQueue(request({ sending: true, reason: "TRYLATER", limit: 2 }), queues);
  expect(report.others).toBe(6);
  expect(ids(report)).toEqual([
    ["d", "sent", undefined],
    ["b", "sent", undefined],
  ]);
  expect([queues.visible(dead), queues.bodies(alerts)]).toEqual([
    ["a", "c", "e", "f", "g", "h"],
    ["d", "b"],
  ]);
});

it("goes on when one cannot be sent, and keeps that one visible", async () => {
  const send = (body: string) => {
    if (body === "b") throw new Error("KMS is asleep");
  };
  const { queues } = queuesWith(3, { send });
  const report = await redriveQueue(request({ sending: true }), queues);
  expect(ids(report)).toEqual([
    ["c", "sent", undefined],
    ["b", "kept", "KMS is asleep"],
    ["a", "sent", undefined],
  ]);
  expect([queues.visible(dead), queues.bodies(alerts).toSorted()]).toEqual([["b"], ["a", "c"]]);
});

it("never deletes before SQS took it, and says when it will be sent twice", async () => {
  const remove = () => {
    throw new Error("no permission");
  };
  const { queues } = queuesWith(1, { remove });
  const report = await redriveQueue(request({ sending: true }), queues);
  const because = "it could not be deleted here, the next run sends it once more: no permission";
  expect(ids(report)).toEqual([["a", "sent-and-kept", because]]);
  expect([queues.visible(dead), queues.bodies(alerts)]).toEqual([["a"], ["a"]]);
});

it("does not send a letter round and round that fails again at once", async () => {
  const { queues } = queuesWith(2);
  const failing = {
    ...queues,
    send: async () =>
      queues.put(dead, { id: "again", attributes: { reason: "again", origin: arnOfQueue(alerts) } }),
  };
  const report = await redriveQueue(request({ sending: true }), failing);
  expect(ids(report)).toEqual([
    ["b", "sent", undefined],
    ["a", "sent", undefined],
  ]);
  expect(queues.visible(dead)).toEqual(["again", "again"]);
});

it.each([
  [false, "shown"],
  [true, "kept"],
])("tells a letter whose queue is gone or unknown, and keeps it (sending: %s)", async (sending, outcome) => {
  const queues = memoryQueues([dead]);
  queues.put(dead, { id: "gone", movedFrom: arnOfQueue(alerts) });
  queues.put(dead, { id: "unknown" });
  const report = await redriveQueue(request({ sending }), queues);
  expect(ids(report)).toEqual([
    ["gone", outcome, `the queue ${alerts} is gone`],
    ["unknown", outcome, "nothing says which queue it came from"],
  ]);
  expect(queues.visible(dead)).toEqual(["gone", "unknown"]);
});

it("reports and releases what it had when the listing fails", async () => {
  const receive = (page: number) => {
    if (page === 2) throw new Error("throttled");
  };
  const { queues } = queuesWith(15, { receive });
  const report = await redriveQueue(request(), queues);
  expect({
    shown: report.letters.length,
    problems: report.problems,
    visible: queues.visible(dead).length,
  }).toEqual({
    shown: 10,
    problems: ["could not be read to its end: throttled"],
    visible: 15,
  });
});

it("ends when SQS hands out the same messages again and again", async () => {
  const { queues } = queuesWith(1);
  const forgetful = {
    ...queues,
    receive: async (queue: { url: string; arn: string }) => {
      await queues.release(queue, ["receipt-a"]);
      return queues.receive(queue);
    },
  };
  const report = await redriveQueue(request(), forgetful);
  expect({ ids: ids(report), problems: report.problems }).toEqual({
    ids: [["a", "shown", undefined]],
    problems: ["SQS repeats itself: there may be more dead letters"],
  });
});

it("stops in order when it is interrupted while sending", async () => {
  const stop = new AbortController();
  const { queues } = queuesWith(12, { send: () => stop.abort() });
  const report = await redriveQueue(request({ sending: true, signal: stop.signal }), queues);
  const kept = report.letters.filter(
    ({ outcome, because }) => outcome === "kept" && because === "interrupted",
  );
  const sent = report.letters.filter(({ outcome }) => outcome === "sent");
  expect([kept.length + sent.length, queues.visible(dead).length, queues.bodies(alerts).length]).toEqual([
    12,
    kept.length,
    sent.length,
  ]);
  expect(kept.length).toBeGreaterThan(0);
});

it("looks at nothing more when it is interrupted while listing", async () => {
  const stop = new AbortController();
  const { queues } = queuesWith(15, { receive: () => stop.abort() });
  const report = await redriveQueue(request({ signal: stop.signal }), queues);
  expect({
    shown: report.letters.length,
    problems: report.problems,
    visible: queues.visible(dead).length,
  }).toEqual({
    shown: 10,
    problems: ["interrupted: there may be more dead letters"],
    visible: 15,
  });
});

it("says that what stays is hidden for a while when it cannot be released", async () => {
  const release = () => {
    throw new Error("reset");
  };
  const { queues } = queuesWith(1, { release });
  const { problems } = await redriveQueue(request(), queues);
  expect(problems).toEqual(["what stays is hidden for up to ten minutes, then it is back: reset"]);
});

it("tells a queue that is not there from one that may not be asked for", async () => {
  const denied = memoryQueues([dead], {
    find: () => {
      throw Object.assign(new Error("not allowed"), { name: "AccessDenied" });
    },
  });
  expect([await redriveQueue(request(), memoryQueues([])), await redriveQueue(request(), denied)]).toEqual([
    { ...base, exists: false, letters: [] },
    { ...base, exists: undefined, letters: [], problems: ["AccessDenied: not allowed"] },
  ]);
});
