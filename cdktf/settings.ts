// What lambdas read at run time from SSM, because it grows with the organization. Settings are no secrets.
import { inventorySweep } from "@orgwatch/inventory/manifest";
import { sgChanges } from "@orgwatch/sg-chatops/manifest";
import { slackNotifier } from "@orgwatch/slack-notifier/manifest";
import { tagViolations } from "@orgwatch/tag-audit/manifest";
import type { OrgConfig } from "./org-config";
import { inventoryPolicyOf } from "./org-config-inventory";
import { policyOf } from "./org-config-policy";
import { routingOf } from "./org-config-routing";
import { tagPolicyOf } from "./org-config-tag-policy";

/** A setting's value becomes JSON; `says` is for people who find the parameter. */
export type Setting = { readonly says: string; readonly value: unknown };

/** By the names that manifests use. */
export type Settings = Readonly<Record<string, Setting>>;

/** All settings that a stack owns. */
export function settingsOf(stack: string, config: OrgConfig): Settings {
  const byStack: Readonly<Record<string, Settings>> = {
    [slackNotifier.stack]: alertingSettings(config),
    [sgChanges.stack]: securityGroupSettings(config),
    [tagViolations.stack]: tagAuditSettings(config),
    [inventorySweep.stack]: inventorySettings(config),
  };
  return byStack[stack] ?? {};
}

function alertingSettings(config: OrgConfig): Settings {
  return {
    routing: { says: "Teams, the accounts they claim, and their channels", value: routingOf(config) },
    "account-source": { says: "Where the list of accounts comes from", value: config.accountSource },
    "slack-app": {
      says: "Whose buttons in Slack are obeyed: workspace, app and responders; null for nobody's",
      value: config.slack ?? null,
    },
  };
}

function securityGroupSettings({ securityGroups, slack }: OrgConfig): Settings {
  if (securityGroups === undefined) return {};
  const { lake } = securityGroups;
  return {
    policy: {
      says: "Who decides about security-group changes, what stays quiet, what is a risk",
      value: policyOf(securityGroups, slack),
    },
    ...(lake && { "event-data-stores": { says: "Where CloudTrail Lake is asked", value: lake } }),
  };
}

function tagAuditSettings({ tagAudit }: OrgConfig): Settings {
  if (tagAudit === undefined) return {};
  return {
    policy: {
      says: "Which tags EC2 instances must have, and how far Orgwatch goes where they are missing",
      value: tagPolicyOf(tagAudit),
    },
  };
}

function inventorySettings({ inventory }: OrgConfig): Settings {
  if (inventory === undefined) return {};
  return {
    policy: {
      says: "Which accounts and kinds the inventory leaves out, and which types it reads besides its table",
      value: inventoryPolicyOf(inventory),
    },
  };
}
