import { newActivity } from "./activity";
import type { Around } from "./around";
import { readDefinition } from "./read-definition";
import { runFlow } from "./run-flow";
import { StateFailed } from "./states-error";

const lambda = "arn:aws:lambda:us-west-2:111122223333:function:f";
const task = { Type: "Task", Resource: lambda };
type Invoke = Around["invoke"];

async function run(states: object, input: unknown, invoke: Invoke, change: Partial<Around> = {}) {
  const read = readDefinition(JSON.stringify({ StartAt: "A", States: states }));
  if ("problems" in read) throw new Error(read.problems.join("; "));
  const waited: number[] = [];
  const around: Around = {
    invoke,
    checkItems: () => undefined,
    // A task's own time never ends here; other waits end at once.
    wait: (milliseconds, signal) => {
      if (milliseconds > 900_000)
        return new Promise((resolve) => signal.addEventListener("abort", () => resolve()));
      waited.push(milliseconds);
      return Promise.resolve();
    },
    activity: newActivity(),
    random: () => 1,
    signal: new AbortController().signal,
    context: { Execution: { Id: "arn:e" } },
    mostAtOnce: 4,
    ...change,
  };
  const outcome = await runFlow(read.machine, input, around).catch((error: unknown) => {
    if (!(error instanceof StateFailed)) throw error;
    return { error: error.error, cause: error.message };
  });
  return { outcome, waited, quiet: around.activity.quiet() };
}

const echo: Invoke = async (_, payload) => ({ saw: payload });

it("passes data as the paths say", async () => {
  const { outcome } = await run(
    {
      A: {
        ...task,
        InputPath: "$.in",
        ResultSelector: { "kept.$": "$.saw.word" },
        ResultPath: "$.a.b",
        Next: "B",
      },
      B: {
        Type: "Task",
        Resource: "arn:aws:states:::lambda:invoke",
        Parameters: { FunctionName: lambda, Payload: { "id.$": "$$.Execution.Id", "all.$": "$", list: [1] } },
        ResultPath: "$.b",
        OutputPath: "$.b",
        Next: "C",
      },
      C: { Type: "Succeed" },
    },
    { in: { word: "x" } },
    echo,
  );
  expect(outcome).toEqual({
    ExecutedVersion: "$LATEST",
    Payload: { saw: { id: "arn:e", all: { word: "x", a: { b: { kept: "x" } } }, list: [1] } },
    StatusCode: 200,
  });
});

it.each<[string, object, unknown]>([
  ["the result", { End: true }, { saw: 1 }],
  ["the input alone", { ResultPath: null, End: true }, 1],
  ["nothing", { OutputPath: null, End: true }, {}],
])("gives %s", async (_, how, expected) => {
  expect((await run({ A: { ...task, ...how } }, 1, echo)).outcome).toEqual(expected);
});

it("tries again, and catches what is left with the error in the input", async () => {
  const fails: Invoke = async () => {
    throw new StateFailed("TypeError", "no");
  };
  const { outcome, waited } = await run(
    {
      A: {
        ...task,
        Retry: [{ ErrorEquals: ["States.TaskFailed"], MaxAttempts: 2 }],
        Catch: [{ ErrorEquals: ["States.ALL"], ResultPath: "$.why", Next: "B" }],
        End: true,
      },
      B: { Type: "Succeed" },
    },
    { in: 1 },
    fails,
  );
  expect({ outcome, waited }).toEqual({
    outcome: { in: 1, why: { Error: "TypeError", Cause: "no" } },
    waited: [1000, 2000],
  });
});

it.each<[string, object, unknown, object]>([
  [
    "a path that leads nowhere",
    { ...task, InputPath: "$.gone", End: true },
    {},
    { error: "States.Runtime", cause: "The path $.gone leads nowhere in the state's input" },
  ],
  [
    "a parameter that is not there",
    { ...task, Parameters: { "x.$": "$.gone" }, End: true },
    {},
    { error: "States.ParameterPathFailure", cause: "The path $.gone leads nowhere in the state's input" },
  ],
  [
    "a result without a place",
    { ...task, ResultPath: "$.a", End: true },
    1,
    { error: "States.ResultPathMatchFailure", cause: "$.a cannot be put into the state's input" },
  ],
  [
    "too much",
    { ...task, End: true },
    "x".repeat(300_000),
    { error: "States.DataLimitExceeded", cause: "The state A gave 300010 bytes, and 262144 are the most" },
  ],
  [
    "a state that fails",
    { Type: "Fail", Error: "Mine", Cause: "I say so" },
    {},
    { error: "Mine", cause: "I say so" },
  ],
])("fails for %s", async (_, state, input, expected) => {
  expect((await run({ A: state }, input, echo)).outcome).toEqual(expected);
});

it("gives a task no more than its time", async () => {
  const never: Invoke = () => new Promise(() => undefined);
  expect((await run({ A: { ...task, TimeoutSeconds: 5, End: true } }, {}, never)).outcome).toEqual({
    error: "States.Timeout",
    cause: "The task took longer than 5 seconds",
  });
});

describe("a map", () => {
  const map = (change: object) => ({
    A: {
      Type: "Map",
      ItemsPath: "$.items",
      ItemProcessor: {
        ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" },
        StartAt: "Item",
        States: { Item: { ...task, End: true } },
      },
      End: true,
      ...change,
    },
  });
  const oddFails: Invoke = async (_, item) => {
    if (Number(item) % 2 === 1) throw new StateFailed("Odd", `${String(item)} is odd`);
    return item;
  };
  const items = [1, 2, 3, 4, 5, 6];

  it("goes on without the items that fail, as far as they are tolerated", async () => {
    const tolerant = await run(map({ ToleratedFailurePercentage: 50 }), { items }, oddFails);
    const strict = await run(map({ ToleratedFailurePercentage: 49 }), { items }, oddFails);
    expect([tolerant.outcome, strict.outcome, tolerant.quiet]).toEqual([
      [2, 4, 6],
      {
        error: "States.ExceedToleratedFailureThreshold",
        cause: "3 of 6 items failed, and 49 % are tolerated",
      },
      true,
    ]);
  });

  it.each([
    [2, 2],
    [0, 4],
    [100, 4],
  ])("runs, of MaxConcurrency %d, %d at once here", async (MaxConcurrency, expected) => {
    let now = 0;
    let most = 0;
    const slow: Invoke = async () => {
      now += 1;
      most = Math.max(most, now);
      await Promise.resolve();
      now -= 1;
      return null;
    };
    await run(map({ MaxConcurrency }), { items }, slow);
    expect(most).toBe(expected);
  });

  it("needs a list, and the permission to start executions", async () => {
    const noList = await run(map({}), { items: 1 }, echo);
    const refused = await run(map({}), { items }, echo, {
      checkItems: () => {
        throw new StateFailed("States.Permissions", "not you");
      },
    });
    expect([noList.outcome, refused.outcome]).toEqual([
      { error: "States.Runtime", cause: "$.items is no list of items" },
      { error: "States.Permissions", cause: "not you" },
    ]);
  });
});
