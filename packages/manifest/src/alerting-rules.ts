// Which events alert people, and through which of the default team's topics. Terraform and the sandbox read the same list.
import { heartbeatDetailType, heartbeatSource } from "./heartbeat";
import type { TopicName } from "./names";

/** An EventBridge pattern. */
export type Pattern = Readonly<Record<string, unknown>>;

/** A rule of each region's default bus in the security account. */
export type AlertingEvent = {
  /** The rule is called `orgwatch-<name>`. */
  readonly name: string;
  readonly words: string;
  readonly pattern: Pattern;
  readonly to: TopicName;
};

/** An event that every account forwards to the organization's bus. */
export type ForwardedEvent = {
  /** Part of the rules' names. */
  readonly name: string;
  readonly words: string;
  readonly pattern: Pattern;
  /** CloudTrail marks these calls as reads, which EventBridge keeps from a rule that does not ask for them. */
  readonly readOnly?: true;
};

/** From which of GuardDuty's numbers on findings are alerts, and below that notifications. */
export type Thresholds = { readonly alertFrom: number; readonly notifyFrom: number };

const apiCall = "AWS API Call via CloudTrail";
const consoleAction = "AWS Console Action via CloudTrail";
/** What arrives, and how AWS's documentation spells it. */
const signIns = ["AWS Console Sign In via CloudTrail", "AWS Console Signin via CloudTrail"];

/**
 * Use of an account's root, by hand or through `sts:AssumeRoot`; all are alerts. Sign-ins that failed and password recoveries count too.
 * Calls that a service makes for itself (`invokedBy`) do not. Nor do reads, of which one look around the console makes hundreds: that root
 * is used at all is told by GuardDuty (Policy:IAMUser/RootCredentialUsage).
 */
export const rootUse: readonly ForwardedEvent[] = [
  {
    name: "root-sign-in",
    words: "The root user signed in to the console, or tried to",
    pattern: { "detail-type": signIns, detail: { userIdentity: { type: ["Root"] } } },
  },
  {
    name: "root-call",
    words: "The root user, or a session of sts:AssumeRoot, changed something",
    pattern: {
      "detail-type": [apiCall, consoleAction],
      detail: {
        userIdentity: { type: ["Root"], invokedBy: [{ exists: false }] },
        eventName: [{ "anything-but": ["AssumeRoot"] }],
      },
    },
  },
  {
    name: "assume-root",
    words: "Someone asked for root's rights in a member account",
    pattern: {
      "detail-type": [apiCall],
      source: ["aws.sts"],
      detail: { eventSource: ["sts.amazonaws.com"], eventName: ["AssumeRoot"] },
    },
    readOnly: true,
  },
];

/**
 * What reaches people from each region itself. Rules never look at the team: the notifier finds it (docs/adr/0002-routing-in-the-notifier.md).
 * Every finding matches exactly one of the first two patterns, also one without a severity. They compare numbers: bands have been added
 * before (Critical), and a list of words would miss the next one.
 */
export function standardRules({ alertFrom, notifyFrom }: Thresholds): readonly AlertingEvent[] {
  const below = ["<", alertFrom];
  return [
    {
      name: "finding-alert",
      words: `GuardDuty findings of severity ${alertFrom} and above`,
      pattern: findings([{ numeric: [">=", alertFrom] }]),
      to: "alert",
    },
    {
      name: "finding-notification",
      words: `GuardDuty findings below severity ${alertFrom}, or without one`,
      pattern: findings([
        { numeric: notifyFrom > 0 ? [">=", notifyFrom, ...below] : below },
        { exists: false },
        null,
      ]),
      to: "notification",
    },
    {
      name: "finding-archived",
      words: "Somebody archived GuardDuty findings, which ends their incidents",
      pattern: {
        source: ["aws.guardduty"],
        "detail-type": [apiCall],
        detail: { eventSource: ["guardduty.amazonaws.com"], eventName: ["ArchiveFindings"] },
      },
      to: "alert",
    },
    {
      name: "heartbeat",
      words: "The synthetic event that proves the way of alerts",
      pattern: { source: [heartbeatSource], "detail-type": [heartbeatDetailType] },
      to: "alert",
    },
    { name: "health", words: "AWS Health events", pattern: { source: ["aws.health"] }, to: "notification" },
  ];
}

/** `orgwatch-<name>` */
export function alertingRuleName(name: string): string {
  return `orgwatch-${name}`;
}

function findings(severity: readonly unknown[]): Pattern {
  return { source: ["aws.guardduty"], "detail-type": ["GuardDuty Finding"], detail: { severity } };
}
