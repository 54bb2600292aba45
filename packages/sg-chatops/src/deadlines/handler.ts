// The wiring of sg-deadlines: every minute, what nobody answered in time is handed to sg-decisions or expires.
import { sqs } from "@orgwatch/core/aws";
import { handOver } from "@orgwatch/core/hand-over";
import type { SgDecision } from "@orgwatch/core/handed";
import { onSchedule } from "@orgwatch/core/on-schedule";
import type { Change } from "@orgwatch/core/security-groups/change";
import { sgDeadlines } from "../../manifest";
import { tellChange } from "../show/tell-change";
import { tellingTools } from "../show/telling-tools";
import { endUnanswered } from "./end-unanswered";

const handOverMs = 5000;

export const handler = onSchedule(sgDeadlines, (tools) => {
  const telling = tellingTools(tools);
  const hand = handOver(sqs());
  const decide = (decision: SgDecision) =>
    hand(tools.config.DECISIONS, decision, AbortSignal.timeout(handOverMs));
  return async ({ at }, log) => {
    const deadline = new Date(at.getTime() + sgDeadlines.timeoutSeconds * 1000);
    const tell = (change: Change) => tellChange(change, { ...telling, log, deadline });
    await endUnanswered({ changes: telling.changes, decide, tell, now: tools.now, deadline, log });
  };
});
