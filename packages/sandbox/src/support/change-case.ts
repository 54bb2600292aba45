// What happens to a case when somebody writes or resolves it, and which events tell of it.
import type { CaseStatus, Communication, SeverityCode, SupportCase } from "./support-case";

export type Author = "AWS" | "CUSTOMER";

/** One event to tell. Only communications have an author in AWS's events. */
export type CaseChange =
  | { readonly eventName: "CreateCase" | "ResolveCase" | "ReopenCase" }
  | {
      readonly eventName: "AddCommunicationToCase";
      readonly origin: Author;
      readonly communicationId: string;
    };

export type Changed = { readonly supportCase: SupportCase; readonly changes: readonly CaseChange[] };

/**
 * The case with one message more. A customer who writes to a resolved case reopens it, as in Support Center; AWS may add something to a
 * resolved case without reopening it.
 */
export function withCommunication(
  supportCase: SupportCase,
  communication: Communication,
  origin: Author,
  communicationId: string,
): Changed {
  const status = statusAfter(supportCase.status, origin);
  const communications = [communication, ...supportCase.communications];
  const written: CaseChange = { eventName: "AddCommunicationToCase", origin, communicationId };
  return {
    supportCase: { ...supportCase, status, communications },
    changes: status === "reopened" && supportCase.status === "resolved" ? [reopening, written] : [written],
  };
}

/** The resolved case; no event when it was resolved before. */
export function resolved(supportCase: SupportCase): Changed {
  if (supportCase.status === "resolved") return { supportCase, changes: [] };
  return { supportCase: { ...supportCase, status: "resolved" }, changes: [{ eventName: "ResolveCase" }] };
}

/** The case with another severity. AWS has no event for that. */
export function withSeverity(supportCase: SupportCase, severityCode: SeverityCode): Changed {
  return { supportCase: { ...supportCase, severityCode }, changes: [] };
}

const reopening: CaseChange = { eventName: "ReopenCase" };

function statusAfter(status: CaseStatus, origin: Author): CaseStatus {
  if (status === "resolved") return origin === "CUSTOMER" ? "reopened" : status;
  if (origin === "AWS") return "pending-customer-action";
  return status === "pending-customer-action" ? "customer-action-completed" : status;
}
