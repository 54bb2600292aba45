import type { Stop } from "../../journal";
import type { PageEntry } from "../page-state";
import { groupDeliveries } from "./group-deliveries";

function entry(second: number, stop: Stop, what: string, subject: string | undefined = "f-1"): PageEntry {
  const at = new Date(Date.UTC(2030, 0, 7, 9, 0, second)).toISOString();
  const accountId = stop === "Slack" ? "" : "111111111111";
  return { at, stop, accountId, region: stop === "Slack" ? "" : "us-west-2", subject, what };
}

const stopsOf = (entries: PageEntry[]) =>
  groupDeliveries(entries).map(({ state, times, stops }) => ({
    state,
    times,
    stops: Object.fromEntries(
      stops.map(({ stop, reached }) => [stop, reached.when === "now" ? reached.milliseconds : reached.when]),
    ),
  }));

const way = [
  entry(0, "GuardDuty", "finding"),
  entry(1, "EventBridge", "matched"),
  entry(2, "SNS", "published"),
  entry(3, "SQS", "queued"),
  entry(4, "Lambda", "took 40 ms"),
];

it("lights up the stops with the time since the start", () => {
  const entries = [...way, entry(5, "Slack", "posted in #security: HIGH")];
  expect(groupDeliveries(entries)).toEqual([
    {
      subject: "f-1",
      title: "finding",
      accountId: "111111111111",
      region: "us-west-2",
      startedAt: "2030-01-07T09:00:00.000Z",
      times: 1,
      stops: [
        { stop: "GuardDuty", reached: { when: "now", milliseconds: 0 } },
        { stop: "EventBridge", reached: { when: "now", milliseconds: 1000 } },
        { stop: "SNS", reached: { when: "now", milliseconds: 2000 } },
        { stop: "SQS", reached: { when: "now", milliseconds: 3000 } },
        { stop: "Lambda", reached: { when: "now", milliseconds: 4000 } },
        { stop: "Slack", reached: { when: "now", milliseconds: 5000 } },
      ],
      state: "delivered",
      entries,
    },
  ]);
});

it("does not take a failed post for an arrival", () => {
  expect(stopsOf([...way, entry(5, "Slack", "chat.postMessage failed: ratelimited")])).toEqual([
    {
      state: "on its way",
      times: 1,
      stops: { GuardDuty: 0, EventBridge: 1000, SNS: 2000, SQS: 3000, Lambda: 4000, Slack: "never" },
    },
  ]);
});

it("starts again when the finding is updated, and remembers the stops of before", () => {
  const again = [entry(5, "Slack", "posted in #security: HIGH"), entry(60, "GuardDuty", "updated")];
  expect(stopsOf([...way, ...again, entry(62, "EventBridge", "matched")])).toEqual([
    {
      state: "on its way",
      times: 2,
      stops: {
        GuardDuty: 0,
        EventBridge: 2000,
        SNS: "before",
        SQS: "before",
        Lambda: "before",
        Slack: "before",
      },
    },
  ]);
});

it("shows dead letters, and leaves out what has no subject", () => {
  expect(
    stopsOf([
      ...way.slice(0, 2),
      { ...entry(3, "Slack", "auth.test"), subject: undefined },
      entry(9, "Dead letters", "NeverAgain"),
    ]),
  ).toEqual([
    {
      state: "dead letter",
      times: 1,
      stops: {
        GuardDuty: 0,
        EventBridge: 1000,
        SNS: "never",
        SQS: "never",
        Lambda: "never",
        Slack: "never",
        "Dead letters": 9000,
      },
    },
  ]);
});

it("leaves out scheduled runs and entries that belong to nothing", () => {
  const run = entry(0, "Lambda", "account-directory: started", "run-1");
  const loose = { ...entry(1, "SNS", "published"), subject: undefined };
  expect(groupDeliveries([run, loose])).toEqual([]);
});

it("shows PagerDuty for what it was sent, from its first success on", () => {
  const failed = entry(5, "PagerDuty", "enqueue failed: 503");
  const stops = { GuardDuty: 0, EventBridge: 1000, SNS: 2000, SQS: 3000, Lambda: 4000, Slack: "never" };
  const state = "on its way";
  expect(stopsOf([...way, failed])).toEqual([{ state, times: 1, stops: { ...stops, PagerDuty: "never" } }]);
  const opened = entry(6, "PagerDuty", "opened incident #1");
  const resolved = entry(7, "PagerDuty", "resolved incident #1");
  expect(stopsOf([...way, failed, opened, resolved])).toEqual([
    { state, times: 1, stops: { ...stops, PagerDuty: 6000 } },
  ]);
});
