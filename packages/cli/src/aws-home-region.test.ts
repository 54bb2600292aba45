import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SFNClient } from "@aws-sdk/client-sfn";
import { itemOf } from "@orgwatch/core/organization/account-entry";
import { type LocalCall, startLocalAws } from "@orgwatch/core/testing/local-aws";
import { awsHomeRegion } from "./aws-home-region";
import { account } from "./cases/testing/memory-home";
import type { HomeRegion } from "./home-region";

/** Works with a region whose AWS answers so; answers what came of it and what was called. */
async function work<Result>(
  answer: (call: LocalCall) => unknown,
  use: (home: HomeRegion) => Promise<Result>,
): Promise<{ readonly result: Result | Error; readonly calls: readonly (readonly [string, unknown])[] }> {
  const local = await startLocalAws((call) => ({ status: 200, body: JSON.stringify(answer(call)) }));
  const home = awsHomeRegion(
    "us-west-2",
    new DynamoDBClient(local.client),
    () => new SFNClient(local.client),
  );
  try {
    const result = await use(home).catch((error: Error) => error);
    return { result, calls: local.calls.map(({ operation, body }) => [operation, JSON.parse(body)]) };
  } finally {
    await local.stop();
  }
}

it("reads all pages of the account directory", async () => {
  const [one, two] = [account("111111111111", "payments"), account("222222222222", "gone", "LEFT")];
  const { result } = await work(
    ({ body }) =>
      body.includes("ExclusiveStartKey")
        ? { Items: [itemOf(two), { accountId: { S: "of another shape" } }] }
        : { Items: [itemOf(one)], LastEvaluatedKey: { accountId: { S: "111111111111" } } },
    (home) => home.accounts(),
  );
  expect(result).toEqual([one, two]);
});

it("finds the sweep by its name and starts it", async () => {
  const arn = "arn:aws:states:us-west-2:222222222222:stateMachine:orgwatch-case-sweep";
  const { result, calls } = await work(
    ({ operation, body }) => {
      if (operation === "StartExecution") return { executionArn: "arn:e-1", startDate: 1893999600 };
      return body.includes("page-2")
        ? { stateMachines: [{ name: "orgwatch-case-sweep", stateMachineArn: arn }] }
        : { stateMachines: [{ name: "other", stateMachineArn: "arn:other" }], nextToken: "page-2" };
    },
    (home) => home.sweep.start({ accounts: ["111111111111"], full: true }),
  );
  expect({ result, calls }).toEqual({
    result: { arn: "arn:e-1", startedAt: new Date(1893999600_000) },
    calls: [
      ["ListStateMachines", {}],
      ["ListStateMachines", { nextToken: "page-2" }],
      ["StartExecution", { stateMachineArn: arn, input: '{"accounts":["111111111111"],"full":true}' }],
    ],
  });
});

it("says where there is no sweep", async () => {
  const { result } = await work(
    () => ({ stateMachines: [] }),
    (home) => home.sweep.start({}),
  );
  expect(result).toMatchObject({
    name: "NotInThisRegion",
    message:
      "there is no sweep orgwatch-case-sweep in us-west-2: is this the security account, and its home region (--region)?",
  });
});

it.each([
  [{ status: "RUNNING" }, { status: "running", reason: undefined }],
  [{ status: "PENDING_REDRIVE" }, { status: "running", reason: undefined }],
  [
    { status: "SUCCEEDED", output: "{}" },
    { status: "succeeded", reason: undefined },
  ],
  [
    { status: "FAILED", error: "States.TaskFailed", cause: "no accounts" },
    { status: "failed", reason: "States.TaskFailed: no accounts" },
  ],
  [{ status: "TIMED_OUT" }, { status: "timed-out", reason: undefined }],
  [
    { status: "ABORTED", cause: "by hand" },
    { status: "stopped", reason: "by hand" },
  ],
])("reads an execution's state: %j", async (answer, state) => {
  const { result, calls } = await work(
    () => answer,
    (home) => home.sweep.state("arn:e-1"),
  );
  expect([result, calls]).toEqual([state, [["DescribeExecution", { executionArn: "arn:e-1" }]]]);
});
