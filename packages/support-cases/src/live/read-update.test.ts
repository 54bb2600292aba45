import { readUpdate } from "./read-update";

const update = {
  accountId: "111122223333",
  caseId: "case-111122223333-muen-2022-7118885805350839",
  what: "AddCommunicationToCase",
  at: "2030-01-07T09:00:00Z",
};
const event = {
  version: "0",
  id: "3433df00-9285-55a3-f6d1-536944be45d7",
  "detail-type": "Support Case Update",
  source: "aws.support",
  account: update.accountId,
  time: update.at,
  region: "us-east-1",
  resources: [],
  detail: {
    "case-id": update.caseId,
    "display-id": "1234563851",
    "communication-id": "ekko:us-east-1:12345678-268a-424b-be08-54613cab84d2",
    "event-name": "AddCommunicationToCase",
    origin: "AWS",
  },
};

it.each([
  ["AWS Support's event", event, update],
  [
    "an event without origin and communication",
    { ...event, detail: { "case-id": update.caseId, "event-name": "CreateCase", "communication-id": "" } },
    { ...update, what: "CreateCase" },
  ],
  [
    "a call that the trail found",
    {
      kind: "case-call",
      accountId: "111122223333",
      caseId: update.caseId,
      eventName: "ResolveCase",
      at: update.at,
    },
    { ...update, what: "ResolveCase" },
  ],
  ["another service's event", { ...event, source: "aws.health" }, undefined],
  ["an event without a case", { ...event, detail: {} }, undefined],
  [
    "a call without a time",
    { kind: "case-call", accountId: "1", caseId: "c", eventName: "CreateCase" },
    undefined,
  ],
  ["text", "hello", undefined],
  ["nothing", null, undefined],
])("reads %s", (_name, body, expected) => {
  expect(readUpdate(body)).toEqual(expected);
});
