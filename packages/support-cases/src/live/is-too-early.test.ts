import type { SupportCase } from "@orgwatch/core/support-cases/case";
import { isTooEarly } from "./is-too-early";

const found = (status: string, lastActivityAt = "2030-01-07T09:00:00.000Z"): SupportCase => ({
  caseId: "case-444444444444-muen-2030-a1",
  accountId: "444444444444",
  status,
  severityCode: "low",
  timeCreated: "2030-01-07T08:00:00.000Z",
  ccEmailAddresses: [],
  lastActivityAt,
  readAt: "2030-01-07T09:00:01.000Z",
  communications: 1,
});

it.each<[string, string, number, SupportCase | undefined, boolean]>([
  ["a new case that is not there yet", "CreateCase", 5, undefined, true],
  ["a case that is not there after two minutes", "CreateCase", 120, undefined, false],
  ["a resolved case that still is open", "ResolveCase", 5, found("opened"), true],
  ["a resolved case", "ResolveCase", 5, found("resolved"), false],
  ["a resolved case that was opened again since", "ResolveCase", 180, found("reopened"), false],
  ["a reopened case that still is resolved", "ReopenCase", 5, found("resolved"), true],
  ["a reopened case", "ReopenCase", 5, found("reopened"), false],
  [
    "an answer that is not there yet",
    "AddCommunicationToCase",
    5,
    found("opened", "2030-01-07T08:00:00.000Z"),
    true,
  ],
  ["an answer", "AddCommunicationToCase", 5, found("opened"), false],
  ["a new case", "CreateCase", 5, found("unassigned"), false],
  ["a word that did not exist yet", "MergeCase", 5, found("opened"), false],
])("%s", (_name, what, seconds, supportCase, expected) => {
  const at = "2030-01-07T09:00:00Z";
  const update = { accountId: "444444444444", caseId: "case-444444444444-muen-2030-a1", what, at };
  expect(isTooEarly(update, supportCase, new Date(Date.parse(at) + seconds * 1000))).toBe(expected);
});
