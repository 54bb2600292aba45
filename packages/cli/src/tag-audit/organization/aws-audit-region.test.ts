import { createServer } from "node:http";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { SFNClient } from "@aws-sdk/client-sfn";
import { itemOf } from "@orgwatch/core/table-item";
import type { Cell, RunPlan } from "@orgwatch/core/tag-audit/violation";
import { type LocalCall, startLocalAws } from "@orgwatch/core/testing/local-aws";
import type { AuditRegion } from "./audit-region";
import { awsAuditRegion } from "./aws-audit-region";

const unused = (): never => {
  throw new Error("not asked for");
};
const callerArn = async () => "arn:aws:sts::222222222222:assumed-role/Security/alice";

/** Works with a region whose DynamoDB and Step Functions answer so. */
async function work<Result>(
  answer: (call: LocalCall) => object,
  use: (audit: AuditRegion) => Promise<Result>,
) {
  const local = await startLocalAws((call) => ({ status: 200, body: JSON.stringify(answer(call)) }));
  const makeSfn = () => new SFNClient(local.client);
  const clients = { makeS3: unused, makeSfn, callerArn };
  try {
    const result = await use(awsAuditRegion("us-west-2", new DynamoDBClient(local.client), clients));
    return { result, calls: local.calls.map(({ operation, body }) => [operation, JSON.parse(body)]) };
  } finally {
    await local.stop();
  }
}

const cell: Cell = {
  runId: "2030-01-07T09:00:00.000Z",
  accountId: "444444444444",
  region: "eu-central-1",
  checkedAt: "2030-01-07T09:01:00.000Z",
  result: "ok",
  instances: 12,
  violations: 1,
  exempt: 0,
  canary: "seen",
};

it("reads the cells of all accounts and regions, page after page", async () => {
  const item = {
    ...itemOf({ cells: [cell, { ...cell, runId: "2029-12-01T09:00:00.000Z" }] }),
    violationId: { S: "cell/444444444444/eu-central-1" },
    forgetAt: { N: "1" },
  };
  const scan = {
    TableName: "orgwatch-tag-violations",
    FilterExpression: "begins_with(violationId, :cell)",
    ExpressionAttributeValues: { ":cell": { S: "cell/" } },
  };
  const next = { violationId: { S: "x" } };
  const { result, calls } = await work(
    ({ body }) =>
      body.includes("ExclusiveStartKey") ? { Items: [item] } : { Items: [], LastEvaluatedKey: next },
    (audit) => audit.cells(),
  );
  expect([result, calls]).toEqual([
    [cell],
    [
      ["Scan", scan],
      ["Scan", { ...scan, ExclusiveStartKey: next }],
    ],
  ]);
});

it("knows the sweep's last execution, however it was started", async () => {
  const answers: Readonly<Record<string, object>> = {
    ListStateMachines: { stateMachines: [{ name: "orgwatch-tag-audit", stateMachineArn: "arn:tag-audit" }] },
    ListExecutions: { executions: [{ executionArn: "arn:e-1", startDate: 1893999600 }] },
    DescribeExecution: { status: "FAILED", error: "States.TaskFailed", cause: "no accounts" },
  };
  const { result, calls } = await work(
    ({ operation }) => answers[operation] ?? {},
    (audit) => audit.sweep.latest(),
  );
  expect([result, calls[1]]).toEqual([
    {
      arn: "arn:e-1",
      startedAt: new Date(1893999600_000),
      status: "failed",
      reason: "States.TaskFailed: no accounts",
    },
    ["ListExecutions", { stateMachineArn: "arn:tag-audit", maxResults: 1 }],
  ]);
});

const plan: RunPlan = {
  runId: "2030-01-07T15:00:00.000Z",
  madeAt: "2030-01-07T15:10:00.000Z",
  acts: [],
  held: [],
  warnings: [],
};

/** Works with a bucket that holds these objects; answers the result and the paths that were asked for. */
async function workWithBucket<Result>(
  objects: Readonly<Record<string, string>>,
  use: (audit: AuditRegion) => Promise<Result>,
) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "", "http://s3");
    const prefix = searchParams.get("prefix");
    asked.push(`${pathname}${prefix === null ? "" : ` ${prefix}`}`);
    const key = decodeURIComponent(pathname).replace(/^\/[^/]+\//, "");
    const found = objects[key];
    if (prefix !== null) {
      const keys = Object.keys(objects).filter((name) => name.startsWith(prefix));
      const contents = keys.map((name) => `<Contents><Key>${name}</Key></Contents>`).join("");
      response.end(`<ListBucketResult>${contents}<IsTruncated>false</IsTruncated></ListBucketResult>`);
    } else if (found === undefined) response.writeHead(404).end("<Error><Code>NoSuchKey</Code></Error>");
    else response.end(found);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = address === null || typeof address === "string" ? 0 : address.port;
  const makeS3 = () =>
    new S3Client({
      endpoint: `http://127.0.0.1:${port}`,
      region: "us-west-2",
      forcePathStyle: true,
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
    });
  const dynamodb = new DynamoDBClient({ region: "us-west-2" });
  try {
    const audit = awsAuditRegion("us-west-2", dynamodb, { makeS3, makeSfn: unused, callerArn });
    return { result: await use(audit), asked };
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const key = (runId: string) => `runs/${runId}/plan.json`;
const objects = {
  [key("2030-01-07T09:00:00.000Z")]: "{}",
  [key(plan.runId)]: JSON.stringify(plan),
  "runs/2030-01-07T21:00:00.000Z/people.json": "[]",
};

it("finds the newest run that has a plan, in the bucket of its own account", async () => {
  const newest = (beginning: string) => workWithBucket(objects, ({ plans }) => plans.newest(beginning));
  expect([await newest(""), await newest("2030-01-07T09"), await newest("2031")]).toEqual([
    { result: plan.runId, asked: ["/orgwatch-tag-audit-222222222222/ runs/"] },
    { result: "2030-01-07T09:00:00.000Z", asked: ["/orgwatch-tag-audit-222222222222/ runs/2030-01-07T09"] },
    { result: undefined, asked: ["/orgwatch-tag-audit-222222222222/ runs/2031"] },
  ]);
});

it("reads a plan, and refuses one of another shape", async () => {
  const get = (runId: string) => workWithBucket(objects, ({ plans }) => plans.get(runId));
  expect([(await get(plan.runId)).result, (await get("2029")).result]).toEqual([plan, undefined]);
  await expect(get("2030-01-07T09:00:00.000Z")).rejects.toMatchObject({ name: "$ZodError" });
});
