import { defineSweep } from "./define-sweep";
import { sweepDefinition } from "./sweep-definition";

const sweep = defineSweep({
  name: "dust",
  summary: "Sweeps the dust",
  impact: "Dust",
  stack: "tests",
  plan: "dust-plan",
  each: "dust-each",
  finish: "dust-finish",
  concurrency: 50,
  schedule: { expression: "rate(1 day)", words: "daily" },
  timeoutMinutes: 90,
});

const arnOf = (lambda: string) => `arn:${lambda}`;
const Retry = [
  {
    ErrorEquals: [
      "Lambda.TooManyRequestsException",
      "Lambda.ServiceException",
      "Lambda.AWSLambdaException",
      "Lambda.SdkClientException",
      "Lambda.ClientExecutionTimeoutException",
    ],
    IntervalSeconds: 2,
    BackoffRate: 2,
    MaxAttempts: 6,
    JitterStrategy: "FULL",
  },
  { ErrorEquals: ["OutOfTime"], IntervalSeconds: 1, BackoffRate: 1, MaxAttempts: 12 },
  {
    ErrorEquals: ["States.TaskFailed", "States.Timeout"],
    IntervalSeconds: 5,
    BackoffRate: 2,
    MaxAttempts: 2,
  },
];
const task = (lambda: string) => ({ Type: "Task", Resource: `arn:${lambda}`, TimeoutSeconds: 960, Retry });
const map = (items: string, each: string, concurrency: number) => ({
  Type: "Map",
  ItemsPath: items,
  MaxConcurrency: concurrency,
  ToleratedFailurePercentage: 100,
  ItemProcessor: {
    ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" },
    StartAt: "Item",
    States: { Item: { ...task(each), OutputPath: null, End: true } },
  },
  ResultSelector: {},
  ResultPath: items,
});

it("plans, visits each item and finishes, keeping no answer but the plan's", () => {
  expect(sweepDefinition(sweep, arnOf)).toEqual({
    Comment: "Sweeps the dust",
    StartAt: "Plan",
    TimeoutSeconds: 5400,
    States: {
      Plan: { ...task("dust-plan"), ResultPath: "$.plan", Next: "Sweep" },
      Sweep: { ...map("$.plan.items", "dust-each", 50), Next: "Finish" },
      Finish: { ...task("dust-finish"), OutputPath: null, End: true },
    },
  });
});

it("plans again over what the first pass wrote down, and visits those items, before it finishes", () => {
  const second = { plan: "dust-sort", each: "dust-carry", concurrency: 5 };
  expect(sweepDefinition(defineSweep({ ...sweep, second }), arnOf)).toEqual({
    Comment: "Sweeps the dust",
    StartAt: "Plan",
    TimeoutSeconds: 5400,
    States: {
      Plan: { ...task("dust-plan"), ResultPath: "$.plan", Next: "Sweep" },
      Sweep: { ...map("$.plan.items", "dust-each", 50), Next: "SecondPlan" },
      SecondPlan: { ...task("dust-sort"), ResultPath: "$.second", Next: "SecondSweep" },
      SecondSweep: { ...map("$.second.items", "dust-carry", 5), Next: "Finish" },
      Finish: { ...task("dust-finish"), OutputPath: null, End: true },
    },
  });
});
