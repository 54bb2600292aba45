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

it("plans, visits each item and finishes, keeping no answer but the plan's", () => {
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
    {
      ErrorEquals: ["States.TaskFailed", "States.Timeout"],
      IntervalSeconds: 5,
      BackoffRate: 2,
      MaxAttempts: 2,
    },
  ];
  const task = (lambda: string) => ({ Type: "Task", Resource: `arn:${lambda}`, TimeoutSeconds: 960, Retry });
  expect(sweepDefinition(sweep, (lambda) => `arn:${lambda}`)).toEqual({
    Comment: "Sweeps the dust",
    StartAt: "Plan",
    TimeoutSeconds: 5400,
    States: {
      Plan: { ...task("dust-plan"), ResultPath: "$.plan", Next: "Sweep" },
      Sweep: {
        Type: "Map",
        ItemsPath: "$.plan.items",
        MaxConcurrency: 50,
        ToleratedFailurePercentage: 100,
        ItemProcessor: {
          ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" },
          StartAt: "Item",
          States: { Item: { ...task("dust-each"), OutputPath: null, End: true } },
        },
        ResultSelector: {},
        ResultPath: "$.plan.items",
        Next: "Finish",
      },
      Finish: { ...task("dust-finish"), OutputPath: null, End: true },
    },
  });
});
