import { defineLambda } from "@orgwatch/manifest/define-lambda";
import { defineSweep } from "@orgwatch/manifest/define-sweep";
import { mapItem, schedule, sweepStep } from "@orgwatch/manifest/trigger";
import { countedIn } from "./cost-doc";
import { quantities, startsPerMonth } from "./cost-model";
import { costOf } from "./cost-prices";

const common = {
  summary: "Does",
  impact: "Nothing",
  stack: "job",
  entry: "src/handler.ts",
  timeoutSeconds: 60,
  memoryMb: 512,
  env: {},
  allow: [],
} as const;
const beat = defineLambda({
  ...common,
  name: "beat",
  runsIn: "each-region",
  trigger: schedule("rate(5 minutes)", "every five minutes"),
});
const hourly = defineLambda({
  ...common,
  name: "hourly",
  runsIn: "home-region",
  trigger: schedule("rate(1 hour)", "hourly"),
});
const step = (name: string, trigger: ReturnType<typeof sweepStep> | ReturnType<typeof mapItem>) =>
  defineLambda({ ...common, name, runsIn: "home-region", trigger });
const sweep = defineSweep({
  name: "look",
  summary: "Looks",
  impact: "Nothing",
  stack: "job",
  plan: "plan",
  each: "each",
  finish: "finish",
  concurrency: 10,
  schedule: { expression: "rate(1 day)", words: "daily" },
  timeoutMinutes: 60,
});
const sweepers = [
  step("plan", sweepStep("look", "plan")),
  step("each", mapItem("look")),
  step("finish", sweepStep("look", "finish")),
];
const counted = { alarmMetrics: 7, ownMetrics: 3, dashboards: 1, polledQueues: 2, keys: 4 };

it("counts a month of an organization", () => {
  const days = 730 / 24;
  const starts = 730 * 12 * 2 + 730;
  const sweepRuns = days * (10 + 2);
  const runs = starts + sweepRuns + 1000 + 50;
  expect(quantities([beat, hourly, ...sweepers], [sweep], counted, { accounts: 10, regions: 2 })).toEqual({
    alarms: 7,
    metrics: 3,
    dashboards: 1,
    keys: 4,
    queueRequests: 2 * 657_000 + 3000,
    lambdaRequests: runs,
    lambdaTime: 730 * 12 * 2 * 0.5 + 730 * (1 + 0.15) * 0.5 + days * 10 * 2 * 2 * 0.5 + 1050 * 0.25,
    transitions: sweepRuns * 2,
    logs: (runs * 1.5) / 1_000_000,
    keyRequests: runs * 4,
    busEvents: 1000 + starts,
    tableWrites: (1000 + sweepRuns) * 4,
    tableReads: (1000 + sweepRuns) * 4,
    schedules: starts + days,
    topicRequests: 1000 + starts + days,
    httpRequests: 50,
  });
});

it("counts the starts of rates and of crons with one time of day, and refuses others", () => {
  const expressions = [
    "rate(1 hour)",
    "rate(2 days)",
    "cron(0 9 * * ? *)",
    "cron(0 9 ? * SUN *)",
    "cron(0 9 1 * ? *)",
  ];
  expect(expressions.map(startsPerMonth)).toEqual([730, 730 / 48, 730 / 24, 730 / 24 / 7, 1]);
  expect(() => startsPerMonth("cron(0/5 * * * ? *)")).toThrow("cannot be counted: cron(0/5 * * * ? *)");
});

it("bills an alarm by its metrics, and a metric of our own once", () => {
  const alarm = (attributes: Record<string, unknown>) => ({
    stack: "job",
    region: "us-west-2",
    type: "aws_cloudwatch_metric_alarm",
    id: "alarm",
    attributes,
  });
  const own = { namespace: "Orgwatch", metric_name: "Seen", dimensions: { Stop: "sent" } };
  const resources = [
    alarm({ namespace: "AWS/Lambda", metric_name: "Errors" }),
    alarm(own),
    alarm({
      metric_query: [{ metric: own }, { metric: { ...own, dimensions: {} } }, { expression: "a - b" }],
    }),
    { ...alarm({}), type: "aws_kms_key" },
  ];
  expect(countedIn(resources)).toEqual({
    alarmMetrics: 4,
    ownMetrics: 2,
    dashboards: 0,
    polledQueues: 0,
    keys: 1,
  });
});

it("multiplies a quantity with its price", () => {
  expect([costOf("keys", 4), costOf("queueRequests", 5_000_000)]).toEqual([4, 2]);
});
