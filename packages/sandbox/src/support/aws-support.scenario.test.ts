// AWS Support through the gateway with AWS's own client, from a case to the queue behind a rule.
import {
  AddCommunicationToCaseCommand,
  CreateCaseCommand,
  DescribeCasesCommand,
  DescribeServicesCommand,
  DescribeSeverityLevelsCommand,
  paginateDescribeCases,
  paginateDescribeCommunications,
  ResolveCaseCommand,
  SupportClient,
} from "@aws-sdk/client-support";
import { type Scenario, startScenario } from "../gateway/scenario";
import { caseActions, endSomePlans } from "../sample-cases";

const region = "us-east-1";
let scenario: Scenario;
let accountId: string;
let support: SupportClient;

beforeAll(async () => {
  scenario = await startScenario();
  accountId = scenario.account("acme-payments-prod");
  support = new SupportClient(scenario.admin(accountId, region));
});

afterAll(async () => {
  support.destroy();
  await scenario.stop();
});

it("tells of a case's life by events and by CloudTrail's records", async () => {
  const updates = await scenario.queue(accountId, "updates", region);
  const records = await scenario.queue(accountId, "records", region);
  const cases = { source: ["aws.support"], "detail-type": ["Support Case Update"] };
  await scenario.rule(accountId, "updates", cases, { Arn: updates.arn }, { region });
  const calls = { source: ["aws.support"], "detail-type": ["AWS API Call via CloudTrail"] };
  await scenario.rule(accountId, "records", calls, { Arn: records.arn }, { region });

  const { caseId = "" } = await support.send(
    new CreateCaseCommand({ subject: "Down", communicationBody: "It is down", severityCode: "urgent" }),
  );
  expect(caseId).toMatch(new RegExp(`^case-${accountId}-muen-\\d{4}-[0-9a-f]{16}$`));
  const recorded = (await records.receive()).map((record) => pick(record, "detail"));
  expect(recorded).toEqual([
    expect.objectContaining({
      eventSource: "support.amazonaws.com",
      eventName: "CreateCase",
      awsRegion: region,
      recipientAccountId: accountId,
      requestParameters: { severityCode: "urgent" },
      responseElements: { caseId },
    }),
  ]);
  const created = await updates.receive();
  await scenario.gateway.supportCases.answerAsAws(accountId, caseId, "We look into it");
  const answered = await updates.receive();
  expect(await support.send(new ResolveCaseCommand({ caseId }))).toMatchObject({
    initialCaseStatus: "pending-customer-action",
    finalCaseStatus: "resolved",
  });
  const told = [...created, ...answered, ...(await updates.receive())];
  const displayId = expect.stringMatching(/^1\d{14}$/);
  const detail = { "case-id": caseId, "display-id": displayId, "communication-id": "", origin: "" };
  const written = { "communication-id": expect.stringMatching(/.+/), origin: "AWS" };
  expect(told).toEqual(
    [
      { ...detail, "event-name": "CreateCase" },
      { ...detail, ...written, "event-name": "AddCommunicationToCase" },
      { ...detail, "event-name": "ResolveCase" },
    ].map((detail) => ({
      version: "0",
      id: expect.any(String),
      "detail-type": "Support Case Update",
      source: "aws.support",
      account: accountId,
      time: expect.any(String),
      region,
      resources: [],
      detail,
    })),
  );
});

it("answers what AWS's client asks, page by page", async () => {
  const other = new SupportClient(scenario.admin(scenario.account("acme-build"), region));
  try {
    const opened: (string | undefined)[] = [];
    for (let number = 0; number < 12; number += 1) {
      const words = { subject: `Case ${number}`, communicationBody: "?" };
      opened.push((await other.send(new CreateCaseCommand(words))).caseId);
    }
    const [caseId = ""] = opened;
    for (let number = 0; number < 12; number += 1)
      await other.send(new AddCommunicationToCaseCommand({ caseId, communicationBody: String(number) }));

    const listed: (string | undefined)[] = [];
    for await (const { cases = [] } of paginateDescribeCases({ client: other, pageSize: 10 }, {}))
      listed.push(...cases.map((one) => one.caseId));
    expect(listed).toEqual(opened.toReversed());

    const said: (string | undefined)[] = [];
    for await (const page of paginateDescribeCommunications({ client: other }, { caseId }))
      said.push(...(page.communications ?? []).map(({ body }) => body));
    expect(said).toEqual([...Array.from({ length: 12 }, (_, number) => String(11 - number)), "?"]);

    const { severityLevels = [] } = await other.send(new DescribeSeverityLevelsCommand({}));
    expect(severityLevels.map(({ code }) => code)).toEqual(["low", "normal", "high", "urgent", "critical"]);
    const asked = { serviceCodeList: ["general-info"] };
    expect((await other.send(new DescribeServicesCommand(asked))).services).toEqual([
      {
        code: "general-info",
        name: "General Info and Getting Started",
        categories: [{ code: "using-aws", name: "Using AWS & Services" }],
      },
    ]);
  } finally {
    other.destroy();
  }
});

it("refuses by the names of AWS's errors", async () => {
  const caseIdList = ["case-1-muen-2030-1"];
  await expect(support.send(new DescribeCasesCommand({ caseIdList }))).rejects.toMatchObject({
    name: "CaseIdNotFound",
    message: "Could not find case case-1-muen-2030-1",
  });
  const noPlan = new SupportClient(scenario.admin(scenario.account("acme-dev"), region));
  endSomePlans(scenario.gateway, scenario.organization);
  try {
    await expect(noPlan.send(new DescribeCasesCommand({}))).rejects.toMatchObject({
      name: "SubscriptionRequiredException",
    });
  } finally {
    noPlan.destroy();
  }
});

it("lets a visitor of the page open a case, answer as AWS and resolve it", async () => {
  const actions = caseActions(scenario.gateway, { name: "accountId", label: "Account", kind: "select" });
  const opened = await actions["open-case"]?.run({ accountId, subject: "Slow", severity: "low", text: "!" });
  expect(opened).toEqual({ message: expect.stringContaining(`Opened case-${accountId}-muen-`) });
  expect(await actions["aws-answers"]?.run({ text: "Why?" })).toEqual({ message: "AWS answered in “Slow”" });
  expect(await actions["resolve-case"]?.run({})).toEqual({ message: "“Slow” is resolved" });
  const { cases = [] } = await support.send(new DescribeCasesCommand({ includeResolvedCases: true }));
  const [newest] = cases;
  expect({
    subject: newest?.subject,
    status: newest?.status,
    said: newest?.recentCommunications?.communications?.map(({ body }) => body),
  }).toEqual({ subject: "Slow", status: "resolved", said: ["Why?", "!"] });
});

function pick(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}
