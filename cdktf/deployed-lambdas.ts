// Which stacks and lambdas an organization has, by what its configuration wants to use.
import { inventorySweep } from "@orgwatch/inventory/manifest";
import type { LambdaManifest } from "@orgwatch/manifest/define-lambda";
import { findingResponder, pagerdutyDoor, pagerdutyPager } from "@orgwatch/pagerduty-responder/manifest";
import { sgChanges, sgLake } from "@orgwatch/sg-chatops/manifest";
import { slackDoor } from "@orgwatch/slack-door/manifest";
import { caseCommands, caseTrail, caseUpdates } from "@orgwatch/support-cases/manifest";
import { tagAudit } from "@orgwatch/tag-audit/manifest";
import type { OrgConfig } from "./org-config";

/** The sections that decide. */
export type Wishes = Pick<
  OrgConfig,
  "slack" | "pagerduty" | "supportCases" | "securityGroups" | "tagAudit" | "inventory"
>;

/** Stacks of jobs that are written only with their section; the other stacks with lambdas always are. */
export function isWanted(stack: string, wishes: Wishes): boolean {
  const wanted: Readonly<Record<string, boolean>> = {
    [caseUpdates.stack]: wishes.supportCases !== undefined,
    [sgChanges.stack]: wishes.securityGroups !== undefined,
    [tagAudit.stack]: wishes.tagAudit !== undefined,
    [inventorySweep.stack]: wishes.inventory !== undefined,
  };
  return wanted[stack] ?? true;
}

/** Lambdas that would have nothing to do are left out: a door without anybody behind it is only something to attack. */
export function deployedLambdas(
  lambdas: readonly LambdaManifest[],
  wishes: Wishes,
): readonly LambdaManifest[] {
  const { slack, pagerduty, supportCases, securityGroups } = wishes;
  const wanted: Readonly<Record<string, boolean>> = {
    // With sns-https the topics send to PagerDuty themselves: a second sender would page people twice.
    [pagerdutyPager.name]: pagerduty?.delivery === "events-v2",
    // Webhooks come back however the alert was sent.
    [pagerdutyDoor.name]: pagerduty !== undefined,
    // Without the section `slack` no message has buttons, and every press would be refused.
    [slackDoor.name]: slack !== undefined,
    // Does what comes in by either door.
    [findingResponder.name]: slack !== undefined || pagerduty !== undefined,
    // Reads a bucket that the configuration names.
    [caseTrail.name]: supportCases?.trailBucket !== undefined,
    // Commands come in by the door.
    [caseCommands.name]: slack !== undefined,
    // Asks event data stores that the configuration names.
    [sgLake.name]: securityGroups?.lake !== undefined,
  };
  return lambdas.filter(({ name, stack }) => isWanted(stack, wishes) && (wanted[name] ?? true));
}
