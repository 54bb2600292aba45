// Which events every account sends to the organization's bus. The forwarding rules, the bus's policy and the bus's own rules all read
// this list, so that what is sent is let in and is listened to.
import { lambdas } from "@orgwatch/lambdas/all";
import { type ForwardedEvent, rootUse } from "@orgwatch/manifest/alerting-rules";
import type { LambdaManifest } from "@orgwatch/manifest/define-lambda";
import type { BusSource } from "@orgwatch/manifest/trigger";
import { deployedLambdas, type Wishes } from "../deployed-lambdas";

/** How a rule is switched on. */
export type RuleState = "ENABLED" | "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS";

const apiCall = "AWS API Call via CloudTrail";
const serviceEvent = "AWS Service Event via CloudTrail";

/**
 * Everything that every account forwards, the management account too: use of root, and what the organization's lambdas listen to on the
 * bus. A lambda that is added later has its events forwarded without a change here.
 */
export function forwardedEvents(wishes: Wishes): readonly ForwardedEvent[] {
  return [...rootUse, ...deployedLambdas(lambdas, wishes).flatMap(wantedBy)];
}

/** What a lambda listens to on the bus. Patterns that name no detail-type mean calls of APIs and what services do by themselves. */
export function wantedBy(lambda: LambdaManifest): readonly ForwardedEvent[] {
  return busSourcesOf(lambda).map(({ name, pattern }) => ({
    name: `${lambda.name}-${name}`,
    words: `For ${lambda.name}: ${lambda.summary}`,
    pattern: "detail-type" in pattern ? pattern : { ...pattern, "detail-type": [apiCall, serviceEvent] },
  }));
}

/** The state of the rules that listen for an event, in the account that it comes from and on the bus. */
export function ruleStateOf({ readOnly }: Pick<ForwardedEvent, "readOnly">): RuleState {
  return readOnly ? "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS" : "ENABLED";
}

/** Each detail-type that anything forwards, once. */
export function forwardedDetailTypes(wishes: Wishes): readonly string[] {
  const types = forwardedEvents(wishes).flatMap(({ pattern }) => pattern["detail-type"] ?? []);
  return [...new Set(types.map(String))];
}

function busSourcesOf({ trigger }: LambdaManifest): readonly BusSource[] {
  if (trigger.kind === "schedule") return trigger.alsoOn;
  return trigger.kind === "queue" && trigger.from.kind === "bus" ? [trigger.from] : [];
}
