// All checks, in the order in which their findings are mended.
import { checkAlarms } from "./after/check-alarms";
import { checkManagementBaseline, checkStackSet } from "./after/check-baseline";
import { checkDirectory } from "./after/check-directory";
import { checkFunctions, checkMappings } from "./after/check-functions";
import { checkGuardDuty } from "./after/check-guardduty";
import { checkMembers } from "./after/check-members";
import { checkQueues } from "./after/check-queues";
import { checkRules } from "./after/check-rules";
import { checkKeys, checkSchedules } from "./after/check-schedules";
import { checkSweeps } from "./after/check-sweeps";
import { checkSettings, checkTables } from "./after/check-tables";
import { checkSubscriptions } from "./after/check-topics";
import { checkByHand } from "./before/check-by-hand";
import { checkOnCall } from "./before/check-on-call";
import { checkOrganization, checkSecurityAccount, checkTrustedAccess } from "./before/check-organization";
import { checkAdministrator, checkRegions } from "./before/check-regions";
import { checkSecretKeys } from "./before/check-secret-keys";
import { checkStateBucket } from "./before/check-state-bucket";
import type { Check } from "./check";
import { checkTrail } from "./check-trail";

const management = ["management"] as const;
const security = ["infrasec"] as const;
const both = ["management", "infrasec"] as const;

/** What must hold before the first stack is applied, and goes on to hold. */
const before = [
  {
    id: "organization",
    what: "the organization is the configuration's, with all features",
    needs: management,
    look: checkOrganization,
  },
  {
    id: "security-account",
    what: "the security account is an active member",
    needs: management,
    look: checkSecurityAccount,
  },
  {
    id: "trusted-access",
    what: "the organization trusts GuardDuty and StackSets",
    needs: management,
    look: checkTrustedAccess,
  },
  {
    id: "guardduty-administrator",
    what: "no other account administers GuardDuty",
    needs: management,
    look: checkAdministrator(false),
  },
  {
    id: "management-regions",
    what: "the management account has opted in to all watched regions",
    needs: management,
    look: checkRegions("management"),
  },
  {
    id: "regions",
    what: "the security account has opted in to all watched regions",
    needs: security,
    look: checkRegions("infrasec"),
  },
  {
    id: "management-state",
    what: "the management account keeps Terraform's states safely",
    needs: management,
    look: checkStateBucket("management"),
  },
  {
    id: "state",
    what: "the security account keeps Terraform's states safely",
    needs: security,
    look: checkStateBucket("infrasec"),
  },
  {
    id: "slack",
    what: "Slack's secrets are stored, the bot has its rights and sits in each channel",
    needs: security,
    look: checkByHand(
      "slack-bot-token",
      "slack-webhook-url",
      "slack-signing-secret",
      "slack-app",
      "slack-channels",
    ),
  },
  {
    id: "pagerduty-key",
    what: "PagerDuty's API key is stored",
    needs: security,
    look: checkByHand("pagerduty-api-key"),
  },
  {
    id: "on-call",
    what: "PagerDuty has the schedules that the configuration names",
    needs: security,
    look: checkOnCall,
  },
  {
    id: "secret-keys",
    what: "the lambdas may decrypt their secrets",
    needs: security,
    look: checkSecretKeys,
  },
] as const satisfies readonly Omit<Check, "when">[];

/** What nobody deploys, and without which alerts are lost that no alarm misses. */
const always = [
  {
    id: "trail",
    what: "an organization trail tells EventBridge what people do, in all regions",
    needs: management,
    look: checkTrail,
  },
] as const satisfies readonly Omit<Check, "when">[];

/** What holds once all stacks are applied. */
const after = [
  {
    id: "delegation",
    what: "the security account administers GuardDuty in each region",
    needs: management,
    look: checkAdministrator(true),
  },
  {
    id: "guardduty",
    what: "GuardDuty watches all accounts in each region",
    needs: security,
    look: checkGuardDuty,
  },
  {
    id: "baseline",
    what: "each account has the roles and rules of the member baseline",
    needs: management,
    look: checkStackSet,
  },
  {
    id: "management-baseline",
    what: "the management account has the same",
    needs: management,
    look: checkManagementBaseline,
  },
  {
    id: "members",
    what: "in each account the roles trust the right lambdas, and the rules are on",
    needs: management,
    deep: true,
    look: checkMembers,
  },
  { id: "keys", what: "the keys work", needs: security, look: checkKeys },
  { id: "tables", what: "the tables are there", needs: security, look: checkTables },
  { id: "settings", what: "the settings are the configuration's", needs: security, look: checkSettings },
  {
    id: "lambdas",
    what: "the lambdas are there, with the code built here",
    needs: security,
    look: checkFunctions,
  },
  { id: "reading", what: "the lambdas read their queues", needs: security, look: checkMappings },
  { id: "rules", what: "the rules that pick events are on", needs: security, look: checkRules },
  { id: "topics", what: "each queue listens to its topic", needs: security, look: checkSubscriptions },
  {
    id: "queues",
    what: "no dead letters wait, and each queue has its place for them",
    needs: security,
    look: checkQueues,
  },
  {
    id: "schedules",
    what: "the schedules are on",
    needs: security,
    look: checkSchedules,
  },
  {
    id: "alarms",
    what: "each alarm is there and tells somebody, and none rings",
    needs: security,
    look: checkAlarms,
  },
  { id: "sweeps", what: "the last run of each sweep succeeded", needs: security, look: checkSweeps },
  {
    id: "directory",
    what: "the account directory knows the organization as it is",
    needs: both,
    look: checkDirectory,
  },
  {
    id: "by-hand",
    what: "mail addresses are confirmed, PagerDuty's webhook and extensions are in order",
    needs: security,
    look: checkByHand("failover-emails", "pagerduty-webhook-secret", "pagerduty-slack-extension"),
  },
] as const satisfies readonly Omit<Check, "when">[];

/** The list. */
export const allChecks: readonly Check[] = [
  ...before.map((check) => ({ ...check, when: "before" as const })),
  ...always.map((check) => ({ ...check, when: "always" as const })),
  ...after.map((check) => ({ ...check, when: "after" as const })),
];
