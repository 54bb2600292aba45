import { resolved, withCommunication, withSeverity } from "./change-case";
import type { CaseStatus, Communication, SupportCase } from "./support-case";

const opening = said(1, "It is down");
const supportCase: SupportCase = {
  sequence: 1,
  accountId: "111122223333",
  caseId: "case-111122223333-muen-2030-0123456789abcdef",
  displayId: "100000000000001",
  subject: "Down",
  status: "unassigned",
  serviceCode: "general-info",
  categoryCode: "using-aws",
  severityCode: "low",
  submittedBy: "a@example.com",
  timeCreated: "2030-01-07T09:00:00.000Z",
  ccEmailAddresses: [],
  language: "en",
  communications: [opening],
};
const written = { eventName: "AddCommunicationToCase", communicationId: "c-2" } as const;
const reply = said(2, "And now?");

describe("writing to a case", () => {
  it.each<[CaseStatus, "AWS" | "CUSTOMER", CaseStatus]>([
    ["unassigned", "AWS", "pending-customer-action"],
    ["unassigned", "CUSTOMER", "unassigned"],
    ["pending-customer-action", "CUSTOMER", "customer-action-completed"],
    ["reopened", "CUSTOMER", "reopened"],
    ["resolved", "AWS", "resolved"],
  ])("%s, by %s: %s", (status, origin, expected) => {
    expect(withCommunication({ ...supportCase, status }, reply, origin, "c-2")).toEqual({
      supportCase: { ...supportCase, status: expected, communications: [reply, opening] },
      changes: [{ ...written, origin }],
    });
  });

  it("reopens a resolved case when the customer does it", () => {
    const before: SupportCase = { ...supportCase, status: "resolved" };
    expect(withCommunication(before, reply, "CUSTOMER", "c-2")).toEqual({
      supportCase: { ...supportCase, status: "reopened", communications: [reply, opening] },
      changes: [{ eventName: "ReopenCase" }, { ...written, origin: "CUSTOMER" }],
    });
  });
});

it("resolves a case once", () => {
  const done: SupportCase = { ...supportCase, status: "resolved" };
  expect(resolved(supportCase)).toEqual({ supportCase: done, changes: [{ eventName: "ResolveCase" }] });
  expect(resolved(done)).toEqual({ supportCase: done, changes: [] });
});

it("has no event for another severity", () => {
  const urgent: SupportCase = { ...supportCase, severityCode: "urgent" };
  expect(withSeverity(supportCase, "urgent")).toEqual({ supportCase: urgent, changes: [] });
});

function said(sequence: number, body: string): Communication {
  const timeCreated = "2030-01-07T09:00:00.000Z";
  return { sequence, body, submittedBy: "a@example.com", timeCreated, attachments: [] };
}
