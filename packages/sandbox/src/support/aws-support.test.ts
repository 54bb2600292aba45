import { newBackground } from "../gateway/background";
import type { ReceivedCall } from "../gateway/received-call";
import { newAwsSupport } from "./aws-support";

const accountId = "111122223333";
const now = new Date("2030-01-07T09:00:00Z");
const caseId = `case-${accountId}-muen-2030-0000000000000001`;
const first = { serviceCode: "s", categoryCode: "c", severityCode: "high", subject: "Down" } as const;

it("shows a case with its five newest communications, and the rest by their token", async () => {
  const { ask, support } = newSupport();
  await ask("CreateCase", { ...first, communicationBody: "0", ccEmailAddresses: ["b@example.com"] });
  for (let number = 1; number <= 6; number += 1) await support.answerAsAws(accountId, caseId, String(number));
  const shown = await ask("DescribeCases", { caseIdList: [caseId] });
  expect(shown).toEqual({
    status: 200,
    body: {
      cases: [
        {
          ...first,
          caseId,
          displayId: "100000000000001",
          status: "pending-customer-action",
          submittedBy: "a@example.com",
          timeCreated: "2030-01-07T09:00:00.000Z",
          ccEmailAddresses: ["b@example.com"],
          language: "en",
          recentCommunications: {
            communications: ["6", "5", "4", "3", "2"].map((body) =>
              communication(body, "Amazon Web Services"),
            ),
            nextToken: expect.any(String),
          },
        },
      ],
    },
  });
  const nextToken = /"nextToken":"([^"]+)"/.exec(JSON.stringify(shown.body))?.[1];
  expect(await ask("DescribeCommunications", { caseId, nextToken })).toEqual({
    status: 200,
    body: {
      communications: [
        communication("1", "Amazon Web Services"),
        communication("0", "support-desk (Role) <a@example.com>"),
      ],
    },
  });
});

it("tells of what happened to a case", async () => {
  const { ask, support, events, settled } = newSupport();
  await ask("CreateCase", { ...first, communicationBody: "?" });
  await ask("ResolveCase", { caseId });
  await ask("ResolveCase", { caseId });
  await ask("AddCommunicationToCase", { caseId, communicationBody: "Again" });
  await settled();
  await support.changeSeverity(accountId, caseId, "urgent");
  await support.changeSeverity(accountId, caseId, "critical", "We see it too");
  const id = (number: number) => `00000000-0000-${String(number).padStart(4, "0")}-0000-000000000000`;
  expect(events).toEqual([
    event("CreateCase"),
    event("ResolveCase"),
    event("ReopenCase"),
    event("AddCommunicationToCase", "CUSTOMER", id(2)),
    event("AddCommunicationToCase", "AWS", id(3)),
  ]);
});

it("finds by time, status and number", async () => {
  const { ask, support } = newSupport();
  const found = async (parameters: Record<string, unknown>) =>
    JSON.stringify(await ask("DescribeCases", { includeCommunications: false, ...parameters })).includes(
      caseId,
    );
  await ask("CreateCase", { ...first, communicationBody: "?" });
  expect(await found({})).toBe(true);
  expect(await found({ displayId: "100000000000001" })).toBe(true);
  expect(await found({ displayId: "1" })).toBe(false);
  expect(await found({ afterTime: "2030-01-07T10:00:00+01:00" })).toBe(true);
  expect(await found({ afterTime: "2030-01-07T09:00:01Z" })).toBe(false);
  expect(await found({ beforeTime: "2030-01-07T08:59:59Z" })).toBe(false);
  await support.resolveAsAws(accountId, caseId);
  expect(await found({})).toBe(false);
  expect(await found({ caseIdList: [caseId] })).toBe(false);
  expect(await found({ includeResolvedCases: true })).toBe(true);
});

describe("refusals", () => {
  it.each<[string, Record<string, unknown>, string, string]>([
    ["DescribeCommunications", { caseId }, "CaseIdNotFound", `Could not find case ${caseId}`],
    ["DescribeCases", { caseIdList: [caseId] }, "CaseIdNotFound", `Could not find case ${caseId}`],
    [
      "DescribeCases",
      { maxResults: 9 },
      ...invalid("'9'", "maxResults", "have value greater than or equal to 10"),
    ],
    ["DescribeCases", { afterTime: "x" }, ...invalid("'x'", "afterTime", "be a time in ISO 8601")],
    ["CreateCase", { subject: "s" }, ...invalid("null", "communicationBody", "not be null")],
    [
      "CreateCase",
      { subject: "s", communicationBody: "b", attachmentSetId: "as-1" },
      "AttachmentSetIdNotFound",
      "Could not find attachment set as-1",
    ],
    [
      "CreateCase",
      { subject: "s", communicationBody: "b", dryRun: true },
      "DryRunOperationException",
      "The request would have succeeded, but dryRun is set.",
    ],
  ])("%s with %j: %s", async (operation, parameters, code, message) => {
    const { ask } = newSupport();
    expect(await ask(operation, parameters)).toEqual({ status: 400, body: { __type: code, message } });
  });

  it("are all that an account without a plan gets", async () => {
    const { ask, support } = newSupport();
    support.endPlan(accountId);
    expect(await ask("DescribeCases", {})).toEqual({
      status: 400,
      body: {
        __type: "SubscriptionRequiredException",
        message: "Amazon Web Services Premium Support Subscription is required to use this service.",
      },
    });
  });
});

it("attaches the files of a set to a case", async () => {
  const { ask } = newSupport();
  const attachments = [{ fileName: "log.txt", data: "aGVsbG8=" }];
  const attachmentSetId = "as-00000000-0000-0002-0000-000000000000";
  expect(await ask("AddAttachmentsToSet", { attachments })).toEqual({
    status: 200,
    body: { attachmentSetId, expiryTime: "2030-01-07T10:00:00.000Z" },
  });
  const { body } = await ask("CreateCase", { ...first, communicationBody: "See", attachmentSetId });
  const attached = [{ attachmentId: "attachment-00000000-0000-0001-0000-000000000000", fileName: "log.txt" }];
  const opened = { ...communication("See", "support-desk (Role) <a@example.com>"), ...body };
  expect((await ask("DescribeCommunications", body)).body).toEqual({
    communications: [{ ...opened, attachmentSet: attached, attachments: attached }],
  });
});

it("leaves Trusted Advisor to moto", async () => {
  expect(await newSupport().raw("DescribeTrustedAdvisorChecks", {})).toBeUndefined();
});

function newSupport() {
  const events: unknown[] = [];
  const background = newBackground((error) => events.push(error));
  let ids = 0;
  const support = newAwsSupport({
    organizations: {
      of: async () => ({ id: "o-1", managementAccountId: "1" }),
      accountsOf: async () => [{ id: accountId, email: "a@example.com", isActive: true }],
      forget: () => undefined,
    },
    background,
    emit: async (event, place) => void events.push({ event, place }),
    now: () => now,
    newId: () => `00000000-0000-${String(++ids).padStart(4, "0")}-0000-000000000000`,
  });
  const raw = (operation: string, parameters: Record<string, unknown>) =>
    support.answer(received(operation, parameters), "r-1");
  const ask = async (operation: string, parameters: Record<string, unknown>) => {
    const answer = await raw(operation, parameters);
    return { status: answer?.status, body: JSON.parse(answer?.body.toString() ?? "null") };
  };
  return { support, events, raw, ask, settled: background.settled };
}

function received(operation: string, parameters: Record<string, unknown>): ReceivedCall {
  return {
    service: "support",
    operation,
    region: "us-east-1",
    principal: { kind: "role", accountId, roleName: "support-desk", sessionName: "s" },
    parameters,
    protocol: "json",
    accessKeyId: "ASIA",
    head: { method: "POST", target: "/", headers: {} },
    body: Buffer.alloc(0),
  };
}

function communication(body: string, submittedBy: string) {
  const timeCreated = "2030-01-07T09:00:00.000Z";
  return { caseId, body, submittedBy, timeCreated, attachmentSet: [], attachments: [] };
}

function event(name: string, origin = "", communicationId = "") {
  const ids = { "case-id": caseId, "display-id": "100000000000001", "communication-id": communicationId };
  return {
    event: {
      source: "aws.support",
      "detail-type": "Support Case Update",
      detail: { ...ids, "event-name": name, origin },
    },
    place: { accountId, region: "us-east-1" },
  };
}

function invalid(value: string, member: string, constraint: string): [string, string] {
  const problem = `Value ${value} at '${member}' failed to satisfy constraint: Member must ${constraint}`;
  return ["ValidationException", `1 validation error detected: ${problem}`];
}
