// The real SDK clients against a local endpoint: what is asked, and what becomes of answers of every kind.
import { SupportClient } from "@aws-sdk/client-support";
import { type LocalAws, startLocalAws } from "@orgwatch/core/testing/local-aws";
import { supportApi, supportIn } from "./support-api";

const accountId = "444444444444";
const caseId = "case-444444444444-muen-2030-a1";
let answers: Record<string, { status: number; body: unknown }[]>;
let aws: LocalAws;

beforeAll(async () => {
  aws = await startLocalAws(({ operation }) => {
    const next = answers[operation]?.shift() ?? { status: 500, body: {} };
    return {
      status: next.status,
      body: typeof next.body === "string" ? next.body : JSON.stringify(next.body),
    };
  });
});
afterAll(() => aws.stop());

const api = () => supportApi(new SupportClient({ ...aws.client, maxAttempts: 1 }), accountId);
const ok = (body: unknown) => ({ status: 200, body });
const refused = (name: string, status = 400) => ({ status, body: { __type: name, message: "no" } });

async function all<Value>(pages: AsyncIterable<readonly Value[]>): Promise<Value[]> {
  const found: Value[] = [];
  for await (const page of pages) found.push(...page);
  return found;
}

it("reads all pages, resolved cases included", async () => {
  answers = {
    DescribeCases: [
      ok({
        cases: [
          {
            caseId,
            displayId: "1234567890",
            subject: "Instance gone",
            status: "opened",
            serviceCode: "amazon-ec2",
            categoryCode: "general",
            severityCode: "urgent",
            submittedBy: "jane@example.com",
            timeCreated: "2030-01-07T09:00:00.000Z",
            language: "en",
            ccEmailAddresses: ["cc@example.com"],
            recentCommunications: {
              communications: [
                { timeCreated: "2030-01-07T09:30:00.000Z" },
                { timeCreated: "2030-01-07T09:00:00.000Z" },
              ],
              nextToken: "more",
            },
          },
        ],
        nextToken: "page-2",
      }),
      ok({
        cases: [{ caseId: `${caseId}b`, status: "", subject: "", severityCode: null, timeCreated: null }, {}],
      }),
    ],
  };
  const before = aws.calls.length;
  const cases = await all(api().describeCases({ afterTime: "2030-01-01T00:00:00.000Z" }));
  expect(cases).toEqual([
    {
      caseId,
      displayId: "1234567890",
      subject: "Instance gone",
      status: "opened",
      serviceCode: "amazon-ec2",
      categoryCode: "general",
      severityCode: "urgent",
      submittedBy: "jane@example.com",
      timeCreated: "2030-01-07T09:00:00.000Z",
      language: "en",
      ccEmailAddresses: ["cc@example.com"],
      lastActivityAt: "2030-01-07T09:30:00.000Z",
    },
    {
      caseId: `${caseId}b`,
      subject: "",
      status: "unknown",
      severityCode: "unknown",
      timeCreated: "1970-01-01T00:00:00.000Z",
      ccEmailAddresses: [],
      lastActivityAt: "1970-01-01T00:00:00.000Z",
    },
  ]);
  const query = {
    afterTime: "2030-01-01T00:00:00.000Z",
    includeCommunications: true,
    includeResolvedCases: true,
  };
  expect(aws.calls.slice(before).map(({ body }) => JSON.parse(body))).toEqual([
    { ...query, maxResults: 100 },
    { ...query, maxResults: 100, nextToken: "page-2" },
  ]);
});

it("reads a conversation of several pages; a time without a zone is UTC, and each entry has an id of its own", async () => {
  const entry = { body: "Hello", submittedBy: "Amazon Web Services", timeCreated: "2030-01-07T09:30:00.5" };
  const attachmentSet = [{ attachmentId: "at-1", fileName: "log.txt" }];
  answers = {
    DescribeCommunications: [
      ok({ communications: [entry, { ...entry, body: "Bye" }], nextToken: "2" }),
      ok({
        communications: [
          { ...entry, attachmentSet },
          { ...entry, attachmentSet: null, body: null },
        ],
      }),
    ],
  };
  const read = await all(api().describeCommunications(caseId));
  const common = { caseId, timeCreated: "2030-01-07T09:30:00.500Z", submittedBy: "Amazon Web Services" };
  expect(read.map(({ id: _, ...rest }) => rest)).toEqual([
    { ...common, body: "Hello", attachments: [] },
    { ...common, body: "Bye", attachments: [] },
    { ...common, body: "Hello", attachments: attachmentSet },
    { ...common, body: undefined, attachments: [] },
  ]);
  expect(new Set(read.map(({ id }) => id)).size).toBe(4);
});

it.each([
  ["SubscriptionRequiredException", 400, "NotEntitled"],
  ["AccessDeniedException", 400, "NoRole"],
  ["ThrottlingException", 400, "TryLater"],
  ["InternalServerError", 500, "TryLater"],
  ["ExpiredTokenException", 400, "TryLater"],
  ["ValidationException", 400, "ValidationException"],
])("says what %s means", async (name, status, expected) => {
  answers = { DescribeCases: [refused(name, status)] };
  await expect(all(api().describeCases({}))).rejects.toMatchObject({ name: expected });
});

it("finds nothing under an unknown id", async () => {
  answers = {
    DescribeCases: [refused("CaseIdNotFound")],
    DescribeCommunications: [refused("CaseIdNotFound")],
  };
  expect([
    await all(api().describeCases({ caseIds: [caseId] })),
    await all(api().describeCommunications(caseId)),
  ]).toEqual([[], []]);
});

it("leaves out resolved cases only where it is asked to", async () => {
  answers = { DescribeCases: [ok({ cases: [] })] };
  const before = aws.calls.length;
  await all(api().describeCases({ openOnly: true }));
  expect(aws.calls.slice(before).map(({ body }) => JSON.parse(body))).toEqual([
    { includeCommunications: true, includeResolvedCases: false, maxResults: 100 },
  ]);
});

it("throws at the page that fails, not before it", async () => {
  answers = {
    DescribeCases: [ok({ cases: [{ caseId }], nextToken: "2" }), refused("ThrottlingException")],
  };
  const seen: string[] = [];
  const reading = (async () => {
    for await (const page of api().describeCases({})) seen.push(...page.map((one) => one.caseId));
  })();
  await expect(reading).rejects.toMatchObject({ name: "TryLater" });
  expect(seen).toEqual([caseId]);
});

describe("as the account's own role", () => {
  const environment = { ...process.env };
  afterEach(() => {
    process.env = environment;
  });

  it("takes one session for each account, and says when there is none", async () => {
    process.env = {
      ...environment,
      AWS_ENDPOINT_URL: aws.client.endpoint,
      AWS_REGION: "us-west-2",
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
    };
    const session =
      "<AccessKeyId>A</AccessKeyId><SecretAccessKey>S</SecretAccessKey><SessionToken>T</SessionToken>" +
      "<Expiration>2099-01-01T00:00:00Z</Expiration>";
    const denied =
      "<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>";
    answers = {
      AssumeRole: [
        ok(
          `<AssumeRoleResponse><AssumeRoleResult><Credentials>${session}</Credentials></AssumeRoleResult></AssumeRoleResponse>`,
        ),
        { status: 403, body: denied },
      ],
      DescribeCases: [ok({ cases: [] }), ok({ cases: [] })],
    };
    const before = aws.calls.length;
    const support = supportIn({
      region: "us-east-1",
      sessionName: () => "orgwatch-test",
      now: () => new Date(),
    });
    await all(support(accountId).describeCases({}));
    await all(support(accountId).describeCases({}));
    await expect(all(support("555555555555").describeCases({}))).rejects.toMatchObject({ name: "NoRole" });
    const asked = aws.calls
      .slice(before)
      .map(({ operation, body }) => [operation, new URLSearchParams(body).get("RoleArn")]);
    expect(asked).toEqual([
      ["AssumeRole", "arn:aws:iam::444444444444:role/GetSupportInfoRole"],
      ["DescribeCases", null],
      ["DescribeCases", null],
      ["AssumeRole", "arn:aws:iam::555555555555:role/GetSupportInfoRole"],
    ]);
  });
});
