// AWS Support's answers can lag behind its own events: then a case is read again shortly, instead of days later by the sweep.
import type { SupportCase } from "@orgwatch/core/support-cases/case";
import type { CaseUpdate } from "./read-update";

/** After this long the answer counts, whatever the event said: the case went on in between. */
const lagMs = 2 * 60_000;
/** Events and communications are not timed by the same clock. */
const clocksDifferMs = 5 * 60_000;

/** Whether what was read contradicts an update that is still fresh; `found` is undefined for a case that AWS does not know. */
export function isTooEarly(update: CaseUpdate, found: SupportCase | undefined, now: Date): boolean {
  const at = Date.parse(update.at);
  if (now.getTime() - at >= lagMs) return false;
  if (found === undefined) return true;
  switch (update.what) {
    case "ResolveCase":
      return found.status !== "resolved";
    case "ReopenCase":
      return found.status === "resolved";
    case "AddCommunicationToCase":
      return Date.parse(found.lastActivityAt) < at - clocksDifferMs;
    default:
      return false;
  }
}
