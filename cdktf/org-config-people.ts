// The sections about people who act: who may press buttons in Slack, and who is woken by PagerDuty.
import { z } from "zod";
import { text, wholeNumber } from "./org-config-text";

/** A person in Slack. */
export const slackUser = text(/^[UW][A-Z0-9]{4,}$/, "a Slack user's id (it looks like U0123ABCDEF)");

/** Without the section no message has buttons. */
export const slackSection = z.strictObject({
  workspaceId: text(/^T[A-Z0-9]{6,}$/, "a Slack workspace's id (it looks like T0123ABCDEF)"),
  appId: text(/^A[A-Z0-9]{6,}$/, "a Slack app's id (it looks like A0123ABCDEF)"),
  /** Who may press Archive. */
  responders: z.array(slackUser).min(1, { error: "must name at least one person who may press buttons" }),
});

const onCall = z.strictObject({
  /** The name of a schedule that exists in PagerDuty. */
  schedule: text(/\S/, "the name of a PagerDuty schedule"),
  /** How long nobody acknowledges before PagerDuty calls again; 1,440 is a day. */
  escalateAfterMinutes: wholeNumber(1, 1440).default(15),
  /** How often the escalation starts anew; PagerDuty's most is 9. */
  repeat: wholeNumber(0, 9).default(2),
});

/** Without the section nobody is paged. A team without an entry uses the default team's service. */
export const pagerDutySection = z.strictObject({
  delivery: z.enum(["events-v2", "sns-https"]).default("events-v2"),
  onCall: z.record(z.string(), onCall),
});
