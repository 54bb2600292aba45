import { sweeps } from "@orgwatch/lambdas/all";
import { sweepDefinition } from "@orgwatch/manifest/sweep-definition";
import { readDefinition } from "./read-definition";

const lambda = "arn:aws:lambda:us-west-2:111122223333:function:orgwatch-plan";
const task = { Type: "Task", Resource: lambda, End: true };
const only = (state: object) => ({ StartAt: "A", States: { A: state } });
const map = (change: object) =>
  only({
    Type: "Map",
    End: true,
    ItemProcessor: {
      ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" },
      ...only(task),
      ...change,
    },
  });

it("takes what the manifests' sweeps are made of", () => {
  const read = sweeps.map((sweep) => readDefinition(JSON.stringify(sweepDefinition(sweep, () => lambda))));
  expect(read.flatMap((one) => ("problems" in one ? one.problems : []))).toEqual([]);
});

it.each<[string, object, readonly string[]]>([
  [
    "no states",
    {},
    [
      "StartAt: Invalid input: expected string, received undefined",
      "States: Invalid input: expected record, received undefined",
    ],
  ],
  [
    "a state that the sandbox does not run",
    only({ Type: "Choice", Choices: [] }),
    ["States.A.Type: the sandbox runs Task, distributed Map, Succeed and Fail states"],
  ],
  [
    "a field that it does not honour",
    only({ ...task, HeartbeatSeconds: 5 }),
    ['States.A: Unrecognized key: "HeartbeatSeconds"'],
  ],
  [
    "another service",
    only({ ...task, Resource: "arn:aws:states:::sqs:sendMessage" }),
    ["States.A.Resource: must be a lambda's ARN or arn:aws:states:::lambda:invoke"],
  ],
  [
    "an invocation of nobody",
    only({ ...task, Resource: "arn:aws:states:::lambda:invoke" }),
    ["States.A: lambda:invoke needs the lambda's ARN as Parameters.FunctionName"],
  ],
  [
    "an inline map",
    map({ ProcessorConfig: { Mode: "INLINE" } }),
    [
      'States.A.ItemProcessor.ProcessorConfig.Mode: Invalid input: expected "DISTRIBUTED"',
      'States.A.ItemProcessor.ProcessorConfig.ExecutionType: Invalid option: expected one of "STANDARD"|"EXPRESS"',
    ],
  ],
  [
    "a path with an index",
    only({ ...task, InputPath: "$.a[0]" }),
    ["States.A.InputPath: must be a path like $.plan.items"],
  ],
  [
    "States.ALL among others",
    only({ ...task, Retry: [{ ErrorEquals: ["States.ALL", "E"] }] }),
    ["States.A.Retry: States.ALL must stand alone in the last rule"],
  ],
  [
    "ways that lead nowhere",
    {
      StartAt: "B",
      States: { A: { ...task, End: undefined, Next: "C", Catch: [{ ErrorEquals: ["E"], Next: "D" }] } },
    },
    ["StartAt: there is no state B", "States.A: there is no state C", "States.A: there is no state D"],
  ],
  ["no way on", only({ ...task, End: undefined }), ["States.A: it needs either Next or End"]],
  [
    "an item's way that leads nowhere",
    map({ StartAt: "B" }),
    ["States.A.ItemProcessor.StartAt: there is no state B"],
  ],
])("refuses %s", (_, definition, problems) => {
  expect(readDefinition(JSON.stringify(definition))).toEqual({ problems });
});

it("refuses what is no JSON", () => {
  expect(readDefinition("{")).toEqual({ problems: ["it is no JSON"] });
});
