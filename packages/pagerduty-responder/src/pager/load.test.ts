// 1,000 alerts while PagerDuty fails in every way, told twice and in the wrong order: one incident each, and the right end.
// Virtual time: the better part of an hour of PagerDuty passes in seconds.
import { snsAlarm } from "@orgwatch/core/notice/fixtures/alarms";
import { guardDutyFinding } from "@orgwatch/core/notice/fixtures/guardduty";
import { runBatch } from "@orgwatch/core/run-batch";
import { seeded } from "@orgwatch/core/testing/seeded";
import { routingKeys } from "@orgwatch/core/worlds/pagerduty-world";
import { simulatedQueue } from "@orgwatch/core/worlds/simulated-sqs";
import { silent } from "@orgwatch/core/worlds/slack-world";
import type { Incident } from "@orgwatch/sandbox/pagerduty/incident";
import { pagerdutyPager } from "../../manifest";
import { pagerWorld } from "../../testing/pager-world";
import { parseIntegrationKeys } from "./integration-keys";
import { pagePeople } from "./page-people";

type Fate = "refused" | "open" | "ended" | "open again";

const numbers = Array.from({ length: 1000 }, (_, index) => index + 1);
const isAlarm = (n: number) => n % 10 === 1;

function fateOf(n: number): Fate {
  if (n % 100 === 0) return "refused";
  if (n % 50 === 7) return "open again";
  return n % 3 === 0 ? "ended" : "open";
}

function minute(after: number) {
  return new Date(Date.parse("2030-01-07T08:00:00Z") + after * 60_000).toISOString();
}

function keyOf(n: number) {
  return isAlarm(n)
    ? `alarm/arn:aws:cloudwatch:us-west-2:111122223333:alarm:alarm-${n}`
    : `guardduty/us-west-2/finding-${n}`;
}

/** An alert, or its end, as it stood so many minutes after eight. */
function message(n: number, ended: boolean, after: number) {
  if (isAlarm(n)) {
    const [NewStateValue, StateChangeTime] = [ended ? "OK" : "ALARM", minute(after)];
    return JSON.stringify(snsAlarm({ AlarmName: `alarm-${n}`, NewStateValue, StateChangeTime }));
  }
  // 666666666666 belongs to a team with a key that PagerDuty does not know.
  const accountId = fateOf(n) === "refused" ? "666666666666" : n % 2 === 0 ? "444444444444" : "333333333333";
  const fields = { id: `finding-${n}`, accountId, updatedAt: minute(after), service: { archived: ended } };
  return JSON.stringify(guardDutyFinding(fields));
}

/** In the order in which they reach the queue: a third of the ends before what they end. */
function messagesOf(n: number): string[] {
  const [trigger, end, again] = [message(n, false, 0), message(n, true, 30), message(n, false, 60)];
  switch (fateOf(n)) {
    case "ended":
      return n % 9 === 0 ? [end, trigger] : [trigger, end];
    case "open again":
      return [end, trigger, again];
    default:
      return [trigger];
  }
}

/** What became of an alert, by its incidents in the order in which they were opened; their states where that is no good fate. */
function becameOf(n: number, incidents: readonly Incident[], dead: ReadonlySet<string>): string {
  const key = keyOf(n);
  const states = incidents.filter((incident) => incident.key === key).map(({ status }) => status);
  const words = states.join(", ");
  if (dead.has(key)) return words === "" ? "refused" : `refused, and ${words}`;
  // Whether anybody was paged before the end came, or before it began again, is a matter of order; the end is not.
  if (fateOf(n) === "open again" && /^(resolved, )?triggered$/.test(words)) return "open again";
  if (words === "triggered") return "open";
  return words === "" || words === "resolved" ? "ended" : words;
}

it.each([
  { seed: 1, eventsPerMinute: Number.POSITIVE_INFINITY },
  { seed: 2, eventsPerMinute: 120 },
])(
  "pages once for each alert and ends what has ended, under faults ($seed: $eventsPerMinute events a minute)",
  async ({ seed, eventsPerMinute }) => {
    const random = seeded(seed);
    const world = pagerWorld({ random, eventsPerMinute });
    const { faults, pagerDuty, time } = world;
    // A third of all calls fail: before PagerDuty took the event or after, with 429, 5xx, a reset or silence.
    const operation = "enqueue";
    faults.add({ service: "pagerduty", operation, kind: "throttle", share: 0.1 });
    faults.add({ service: "pagerduty", operation, kind: "error", share: 0.06 });
    faults.add({ service: "pagerduty", operation, kind: "reset", share: 0.05 });
    faults.add({ service: "pagerduty", operation, kind: "latency", share: 0.03 });
    faults.add({ service: "pagerduty-answer", operation, kind: "error", share: 0.05 });
    faults.add({ service: "pagerduty-answer", operation, kind: "reset", share: 0.05 });
    faults.add({ service: "pagerduty-answer", operation, kind: "latency", share: 0.04 });

    const unknownKey = "dead".repeat(8);
    const keys = parseIntegrationKeys(JSON.stringify({ ...JSON.parse(routingKeys), ghosts: unknownKey }));
    const dependencies = { ...world.dependencies, integrationKeys: async () => keys };
    const queue = simulatedQueue(time, {
      arn: "arn:aws:sqs:us-west-2:222222222222:orgwatch-pagerduty-pager-security-alert",
      receiveLimit: 100,
      concurrency: pagerdutyPager.trigger.kind === "queue" ? pagerdutyPager.trigger.maximumConcurrency : 0,
      handOutTwice: () => random() < 0.02,
    });
    // Every first message, then every second one, then every third one.
    for (const round of [0, 1, 2])
      for (const n of numbers) {
        const body = messagesOf(n)[round];
        if (body === undefined) continue;
        queue.send(body);
        if ((n + round) % 20 === 0) queue.send(body);
      }

    await time.run(
      queue.drain((event) =>
        runBatch(event, (record, log, deadline) => pagePeople(record, { ...dependencies, log, deadline }), {
          ...queue,
          log: silent,
          receiveLimit: 100,
          deadline: new Date(time.now().getTime() + pagerdutyPager.timeoutSeconds * 1000),
        }),
      ),
    );

    const [incidents, calls] = [pagerDuty.incidents(), pagerDuty.calls()];
    const deadKeys = new Set(
      queue.deadLetters().map(({ body }) => `guardduty/us-west-2/${JSON.parse(body).detail?.id}`),
    );
    const failed = calls.filter(({ outcome }) => outcome !== 202).length;
    const resolved = incidents.filter(({ status }) => status === "resolved").length;
    expect({
      fates: numbers.map((n) => [n, becameOf(n, incidents, deadKeys)]),
      reasons: [...new Set(queue.deadLetters().map(({ reason }) => reason))],
      deadLetters: deadKeys.size,
      manyWerePagedBeforeTheyEnded: resolved > 100,
      faultsAtLeastThreeTenths: failed / calls.length >= 0.3,
    }).toEqual({
      fates: numbers.map((n) => [n, fateOf(n)]),
      reasons: ["PagerDutyRefused: PagerDuty: HTTP 400, Event object is invalid: Invalid routing key"],
      deadLetters: 10,
      manyWerePagedBeforeTheyEnded: true,
      faultsAtLeastThreeTenths: true,
    });
  },
  120_000,
);
