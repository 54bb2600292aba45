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
};

const apiCall = "AWS API Call via CloudTrail";
const serviceEvent = "AWS Service Event via CloudTrail";
const signIn = "AWS Console Sign In via CloudTrail";

/**
 * Use of an account's root, by hand or through `sts:AssumeRoot`. Sign-ins that failed and password recoveries count too. Calls that a
 * service makes for itself (`invokedBy`) do not; reads never get here, because EventBridge does not deliver them to ordinary rules.
 */
export const rootUse: readonly ForwardedEvent[] = [
  {
    name: "root-sign-in",
    words: "The root user signed in to the console, or tried to",
    pattern: { "detail-type": [signIn], detail: { userIdentity: { type: ["Root"] } } },
  },
  {
    name: "root-call",
    words: "The root user, or a session of sts:AssumeRoot, changed something",
    pattern: {
      "detail-type": [apiCall],
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

/** Each detail-type that anything forwards, once. */
export function forwardedDetailTypes(): readonly string[] {
  const types = forwardedEvents.flatMap(({ pattern }) => pattern["detail-type"] ?? []);
  return [...new Set(types.map(String))];
}

function busSourcesOf({ trigger }: LambdaManifest): readonly BusSource[] {
  if (trigger.kind === "schedule") return trigger.alsoOn;
  return trigger.kind === "queue" && trigger.from.kind === "bus" ? [trigger.from] : [];
}
