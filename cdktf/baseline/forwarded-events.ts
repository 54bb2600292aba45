// Which events every account sends to the organization's bus. The forwarding rules, the bus's policy and the bus's own rules all read
// this list, so that what is sent is let in and is listened to.
import { lambdas } from "@orgwatch/lambdas/all";
import type { LambdaManifest } from "@orgwatch/manifest/define-lambda";
import type { BusSource } from "@orgwatch/manifest/trigger";

export type ForwardedEvent = {
  /** Part of the rules' names. */
  readonly name: string;
  readonly words: string;
  readonly pattern: Readonly<Record<string, unknown>>;
  /** CloudTrail marks these calls as reads, which EventBridge keeps from a rule that does not ask for them. */
  readonly readOnly?: true;
};

/** How a rule is switched on. */
export type RuleState = "ENABLED" | "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS";

const apiCall = "AWS API Call via CloudTrail";
const serviceEvent = "AWS Service Event via CloudTrail";
const consoleAction = "AWS Console Action via CloudTrail";
/** What arrives, and how AWS's documentation spells it. */
const signIns = ["AWS Console Sign In via CloudTrail", "AWS Console Signin via CloudTrail"];

/**
 * Use of an account's root, by hand or through `sts:AssumeRoot`. Sign-ins that failed and password recoveries count too. Calls that a
 * service makes for itself (`invokedBy`) do not. Nor do reads, of which one look around the console makes hundreds: that root is used at all
 * is told by GuardDuty (Policy:IAMUser/RootCredentialUsage).
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

/** What lambdas listen to on the bus. A lambda that is added later has its events forwarded without a change here. */
const wantedByLambdas: readonly ForwardedEvent[] = lambdas.flatMap((lambda) =>
  busSourcesOf(lambda).map(({ name, pattern }) => ({
    name: `${lambda.name}-${name}`,
    words: `For ${lambda.name}: ${lambda.summary}`,
    pattern: "detail-type" in pattern ? pattern : { ...pattern, "detail-type": [apiCall, serviceEvent] },
  })),
);

/** Everything that every account forwards, the management account too. */
export const forwardedEvents: readonly ForwardedEvent[] = [...rootUse, ...wantedByLambdas];

/** The state of the rules that listen for an event, in the account that it comes from and on the bus. */
export function ruleStateOf({ readOnly }: ForwardedEvent): RuleState {
  return readOnly ? "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS" : "ENABLED";
}

/** Each detail-type that anything forwards, once. */
export function forwardedDetailTypes(): readonly string[] {
  const types = forwardedEvents.flatMap(({ pattern }) => pattern["detail-type"] ?? []);
  return [...new Set(types.map(String))];
}

function busSourcesOf({ trigger }: LambdaManifest): readonly BusSource[] {
  if (trigger.kind === "schedule") return trigger.alsoOn;
  return trigger.kind === "queue" && trigger.from.kind === "bus" ? [trigger.from] : [];
}
