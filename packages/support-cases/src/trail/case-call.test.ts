import { caseCallOf } from "./case-call";
import { aboutCase, record } from "./testing/trail-file";

const call = {
  kind: "case-call",
  accountId: "111122223333",
  caseId: "case-111122223333-muen-2030-c3f2077e504940f2",
  at: "2030-01-07T09:00:00.000Z",
};

it("takes the id of a new case from the answer, of the others from the request", () => {
  const names = ["ResolveCase", "AddCommunicationToCase", "ReopenCase"];
  expect([record(), ...names.map((name) => aboutCase(name))].map(caseCallOf)).toEqual(
    ["CreateCase", ...names].map((eventName) => ({ ...call, eventName })),
  );
});

it.each([
  ["of another service", record({ eventSource: "cases.amazonaws.com" })],
  ["that reads", aboutCase("DescribeCases")],
  ["that attaches files", aboutCase("AddAttachmentsToSet")],
  ["that failed", record({ errorCode: "AccessDenied", requestParameters: null, responseElements: null })],
  ["that failed with a case's name", aboutCase("ResolveCase", { errorCode: "CaseIdNotFound" })],
  ["with null for everything", record({ requestParameters: null, responseElements: null })],
  ["with an empty id", record({ responseElements: { caseId: "" } })],
  ["with null for the id", record({ responseElements: { caseId: null } })],
  ["of no account", record({ recipientAccountId: undefined })],
  ["at no time", record({ eventTime: "yesterday" })],
  ["that is none", null],
])("hands over no call %s", (_, given) => {
  expect(caseCallOf(given)).toBeUndefined();
});
