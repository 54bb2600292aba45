// The event by which AWS Support tells EventBridge of a change; members that a change does not have are empty texts, as AWS sends them.
import type { CaseChange } from "./change-case";
import type { SupportCase } from "./support-case";

/** The region on whose default bus an account gets these events. */
export const supportRegion = "us-east-1";

/** Source, kind and detail as in AWS Support's user guide. */
export function caseEvent({ caseId, displayId }: SupportCase, change: CaseChange) {
  const written = change.eventName === "AddCommunicationToCase" ? change : undefined;
  return {
    source: "aws.support",
    "detail-type": "Support Case Update",
    detail: {
      "case-id": caseId,
      "display-id": displayId,
      "communication-id": written?.communicationId ?? "",
      "event-name": change.eventName,
      origin: written?.origin ?? "",
    },
  };
}
