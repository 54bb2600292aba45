import { followUp, keys, read, sampleAccount, start, trigger } from "./sample-account";

const accepted = (dedup_key = "guardduty/us-west-2/f-1") => ({
  status: 202,
  body: { status: "success", message: "Event processed", dedup_key },
});

describe("pace and faults", () => {
  it("takes 120 events in any sixty seconds for each routing key", () => {
    const { pagerDuty, enqueue } = sampleAccount();
    for (let index = 0; index < 60; index += 1) enqueue(followUp("resolve"), 0);
    for (let index = 0; index < 60; index += 1) enqueue(followUp("resolve"), 30);
    expect(read(enqueue(trigger(), 59))).toEqual({
      status: 429,
      body: { status: "throttle exceeded", message: "Request Limit Exceeded" },
    });
    expect(read(enqueue(trigger({ routing_key: keys.payments }), 59))).toEqual(accepted());
    expect(read(enqueue(trigger(), 60))).toEqual(accepted());
    expect(pagerDuty.incidents()).toHaveLength(2);
  });

  it("can fail before an event is taken, and after it", () => {
    const { pagerDuty, journal, faults, enqueue } = sampleAccount();
    const add = (service: string, kind: "throttle" | "error" | "reset" | "latency", more = {}) =>
      faults.add({ service, operation: "enqueue", kind, share: 1, times: 1, ...more });
    add("pagerduty", "throttle", { retryAfterSeconds: 7 });
    add("pagerduty", "error", { status: 500 });
    add("pagerduty", "reset");
    add("pagerduty", "latency");
    const before = [1, 2, 3, 4].map(() => enqueue(trigger()));
    expect(before.map((answer) => ("status" in answer ? answer.status : answer))).toEqual([
      429,
      500,
      { reset: true },
      { hang: true },
    ]);
    expect(pagerDuty.incidents()).toEqual([]);
    add("pagerduty-answer", "reset");
    expect(enqueue(trigger())).toEqual({ reset: true });
    const call = { at: start, operation: "enqueue", method: "POST", error: undefined };
    expect(pagerDuty.calls()).toEqual([
      { ...call, outcome: 429, taken: false },
      { ...call, outcome: 500, taken: false },
      { ...call, outcome: "reset", taken: false },
      { ...call, outcome: "hang", taken: false },
      { ...call, outcome: "reset", taken: true },
    ]);
    expect(journal.entries().map(({ subject, what }) => `${subject}: ${what}`)).toEqual([
      "f-1: enqueue failed: HTTP 429",
      "f-1: enqueue failed: HTTP 500",
      "f-1: enqueue failed: connection reset",
      "f-1: enqueue failed: no answer",
      "f-1: opened incident #1 of Security: HIGH 8.0 in payments",
      "f-1: took the event, but the answer was lost: connection reset",
    ]);
  });
});
