// The wiring of sg-deadlines: every five minutes, what nobody answered in time is handed to sg-decisions or expires.
import { onSchedule } from "@orgwatch/core/on-schedule";
import type { Change } from "@orgwatch/core/security-groups/change";
import { sgDeadlines } from "../../manifest";
import { handDecisions } from "../decisions/hand-decision";
import { tellChange } from "../show/tell-change";
import { tellingTools } from "../show/telling-tools";
import { endUnanswered } from "./end-unanswered";

export const handler = onSchedule(sgDeadlines, (tools) => {
  const telling = tellingTools(tools);
  const decide = handDecisions(tools.config.DECISIONS);
  return async ({ at }, log) => {
    const deadline = new Date(at.getTime() + sgDeadlines.timeoutSeconds * 1000);
    const tell = (change: Change) => tellChange(change, { ...telling, log, deadline });
    await endUnanswered({ changes: telling.changes, decide, tell, now: tools.now, deadline, log });
  };
});
