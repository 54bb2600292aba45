// Which events reach people: findings by numeric severity, root use, AWS Health.
import type { TopicName } from "@orgwatch/manifest/names";

type Pattern = Readonly<Record<string, unknown>>;

/** Findings from High on are alerts. Every finding matches exactly one of the first two patterns, also one without a severity. */
export const noticeRules: readonly {
  readonly name: string;
  readonly topic: TopicName;
  readonly pattern: Pattern;
}[] = [
  { name: "orgwatch-findings-alert", topic: "alert", pattern: findings({ numeric: [">=", 7] }) },
  {
    name: "orgwatch-findings-notification",
    topic: "notification",
    pattern: findings({ numeric: ["<", 7] }, { exists: false }, null),
  },
  { name: "orgwatch-health", topic: "notification", pattern: { source: ["aws.health"] } },
];

/** Console sign-ins and API calls of an account's root user, and sessions that `sts:AssumeRoot` gives. AWS's own calls are left out. */
export const rootUse: Pattern = {
  "detail-type": ["AWS Console Sign In via CloudTrail", "AWS API Call via CloudTrail"],
  detail: {
    $or: [
      { userIdentity: { type: ["Root"], invokedBy: [{ exists: false }] } },
      { eventSource: ["sts.amazonaws.com"], eventName: ["AssumeRoot"] },
    ],
  },
};

function findings(...severity: readonly unknown[]): Pattern {
  return { source: ["aws.guardduty"], "detail-type": ["GuardDuty Finding"], detail: { severity } };
}
