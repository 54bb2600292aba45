// The state machine of a sweep in Amazon States Language: Terraform creates it from here, and so does the sandbox.
import type { SweepManifest } from "./define-sweep";

/** Lambda's own longest timeout is 900 s; an answer that is not there a minute later never comes. */
const answerSeconds = 960;

/**
 * What a sweep's lambdas are tried again for. The first list is AWS's own (Step Functions' best practices on Lambda's service errors), with
 * jitter, because many items are refused together. The others are lambdas that ran out of time or failed: they go on where they stopped.
 */
const retries = [
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
    // Its time ran out and it wrote down how far it came: the next try goes on there, so that a big account takes several.
    ErrorEquals: ["OutOfTime"],
    IntervalSeconds: 1,
    BackoffRate: 1,
    MaxAttempts: 12,
  },
  {
    ErrorEquals: ["States.TaskFailed", "States.Timeout"],
    IntervalSeconds: 5,
    BackoffRate: 2,
    MaxAttempts: 2,
  },
] as const;

/** A state machine's definition, ready for `JSON.stringify`. */
export type StateMachineDefinition = Readonly<Record<string, unknown>>;

/**
 * Plan → Sweep → Finish, with a second pass Plan → Sweep → SecondPlan → SecondSweep → Finish. `plan` gets the execution's input, `each` one item as
 * `plan` answered it, and the steps afterwards the execution's input with the answers of both plans as `plan` and `second`, whose `items` are
 * `{}` once they are done. No answer of an item is kept, so that 10,000 of them fit into the state. A failed item stops nothing; a failed step
 * fails the execution. `arnOfLambda` takes the names of the manifest.
 */
export function sweepDefinition(
  sweep: SweepManifest,
  arnOfLambda: (lambda: string) => string,
): StateMachineDefinition {
  const run = (lambda: string) => ({
    Type: "Task",
    Resource: arnOfLambda(lambda),
    TimeoutSeconds: answerSeconds,
    Retry: retries,
  });
  const map = (answer: string, each: string, concurrency: number) => ({
    Type: "Map",
    ItemsPath: `$.${answer}.items`,
    MaxConcurrency: concurrency,
    ToleratedFailurePercentage: 100,
    ItemProcessor: {
      ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" },
      StartAt: "Item",
      States: { Item: { ...run(each), OutputPath: null, End: true } },
    },
    ResultSelector: {},
    ResultPath: `$.${answer}.items`,
  });
  const { second } = sweep;
  const secondPass = second && {
    SecondPlan: { ...run(second.plan), ResultPath: "$.second", Next: "SecondSweep" },
    SecondSweep: { ...map("second", second.each, second.concurrency), Next: "Finish" },
  };
  return {
    Comment: sweep.summary,
    StartAt: "Plan",
    TimeoutSeconds: sweep.timeoutMinutes * 60,
    States: {
      Plan: { ...run(sweep.plan), ResultPath: "$.plan", Next: "Sweep" },
      Sweep: { ...map("plan", sweep.each, sweep.concurrency), Next: second ? "SecondPlan" : "Finish" },
      ...secondPass,
      Finish: { ...run(sweep.finish), OutputPath: null, End: true },
    },
  };
}
