import { CloudTrailClient } from "@aws-sdk/client-cloudtrail";
import { RoleRefused } from "@orgwatch/core/organization/assume-role";
import { type LocalAnswer, type LocalAws, startLocalAws } from "@orgwatch/core/testing/local-aws";
import { cloudTrailLake } from "./cloudtrail-lake";

let aws: LocalAws | undefined;
afterEach(async () => aws?.stop());

async function lake(answer: (operation: string, body: string) => LocalAnswer) {
  aws = await startLocalAws(({ operation, body }) => answer(operation, body));
  const { calls } = aws;
  const asked = () => calls.map(({ operation, body }) => ({ operation, ...JSON.parse(body) }));
  return { ...cloudTrailLake(new CloudTrailClient({ ...aws.client, maxAttempts: 1 })), asked };
}

const answers: Readonly<Record<string, unknown>> = {
  StartQuery: { QueryId: "q-1" },
  DescribeQuery: { QueryStatus: "FAILED", ErrorMessage: "too much" },
  GetQueryResults: {
    QueryStatus: "FINISHED",
    NextToken: "t-2",
    QueryResultRows: [[{ eventJson: "{}" }], [{ a: "1" }, { eventjson: '{"b":2}' }], [{ a: "1" }]],
  },
  CancelQuery: { QueryId: "q-1", QueryStatus: "CANCELLED" },
};

describe("CloudTrail Lake by the SDK", () => {
  it("starts, describes, pages and cancels queries", async () => {
    const { start, state, page, cancel, asked } = await lake((operation) => ({
      status: 200,
      body: JSON.stringify(answers[operation]),
    }));
    expect([
      await start("SELECT 1"),
      await state("q-1"),
      await page("q-1", undefined),
      await page("q-1", "t-2"),
      await cancel("q-1"),
    ]).toEqual([
      "q-1",
      { state: "FAILED", words: "too much" },
      { rows: ["{}", '{"b":2}', ""], next: "t-2" },
      { rows: ["{}", '{"b":2}', ""], next: "t-2" },
      undefined,
    ]);
    expect(asked()).toEqual([
      { operation: "StartQuery", QueryStatement: "SELECT 1" },
      { operation: "DescribeQuery", QueryId: "q-1" },
      { operation: "GetQueryResults", QueryId: "q-1", MaxQueryResults: 1000 },
      { operation: "GetQueryResults", QueryId: "q-1", MaxQueryResults: 1000, NextToken: "t-2" },
      { operation: "CancelQuery", QueryId: "q-1" },
    ]);
  });

  it.each([
    ["MaxConcurrentQueriesException", 400, "TryLater"],
    ["ThrottlingException", 400, "TryLater"],
    ["InternalFailure", 500, "TryLater"],
    ["EventDataStoreNotFoundException", 400, "LakeRefused"],
    ["InactiveEventDataStoreException", 400, "LakeRefused"],
    ["AccessDeniedException", 400, "LakeRefused"],
  ])("takes %s (%i) as %s", async (type, status, name) => {
    const { start } = await lake(() => ({ status, body: JSON.stringify({ __type: type, message: "no" }) }));
    await expect(start("SELECT 1")).rejects.toMatchObject({ name, cause: { name: type } });
  });

  it("cannot be read where the role is refused", async () => {
    const credentials = () => Promise.reject(new RoleRefused("arn:of:role", "denied", {}));
    const { start } = cloudTrailLake(new CloudTrailClient({ region: "us-east-1", credentials }));
    await expect(start("SELECT 1")).rejects.toMatchObject({
      name: "LakeRefused",
      message: "The role does not exist or does not trust us: arn:of:role",
    });
  });
});
