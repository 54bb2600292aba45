// Which lambdas an organization has, by what its configuration wants to use.
import type { LambdaManifest } from "@orgwatch/manifest/define-lambda";
import { findingResponder, pagerdutyDoor, pagerdutyPager } from "@orgwatch/pagerduty-responder/manifest";
import { slackDoor } from "@orgwatch/slack-door/manifest";
import type { OrgConfig } from "./org-config";

type Wishes = Pick<OrgConfig, "slack" | "pagerduty">;

/** Lambdas that would have nothing to do are left out: a door without anybody behind it is only something to attack. */
export function deployedLambdas(
  lambdas: readonly LambdaManifest[],
  { slack, pagerduty }: Wishes,
): readonly LambdaManifest[] {
  const wanted: Readonly<Record<string, boolean>> = {
    // With sns-https the topics send to PagerDuty themselves: a second sender would page people twice.
    [pagerdutyPager.name]: pagerduty?.delivery === "events-v2",
    // Webhooks come back however the alert was sent.
    [pagerdutyDoor.name]: pagerduty !== undefined,
    // Without the section `slack` no message has buttons, and every press would be refused.
    [slackDoor.name]: slack !== undefined,
    // Does what comes in by either door.
    [findingResponder.name]: slack !== undefined || pagerduty !== undefined,
  };
  return lambdas.filter(({ name }) => wanted[name] ?? true);
}
