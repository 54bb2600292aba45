// The sandbox's teams with their channels and PagerDuty services: a default team with a channel of its own for what is critical, and a team that claims two accounts.
import type { Channel, Routing } from "@orgwatch/manifest/routing";
import { type SecurityGroupPolicy, standardPolicy } from "@orgwatch/manifest/security-groups";
import type { SandboxOrganization } from "./organization";
import type { PagerDutyService } from "./pagerduty/account";
import { securityGroup, slackUsers } from "./slack/sandbox-people";
import { bot } from "./slack/web-api";

const security: Channel = { id: "C0SECURITY", name: "security" };
const critical: Channel = { id: "C0CRITICAL", name: "security-critical" };
const payments: Channel = { id: "C0PAYMENTS", name: "payments-alerts" };
const failover: Channel = { id: "C0FAILOVER", name: "failover" };

/** Where the files of the organization's trail arrive. */
export const trailBucket = "acme-org-trail";

/** Where the incoming webhook posts. */
export const webhookChannel = failover.id;

/** All channels of the sandbox's Slack. */
export const slackChannels: readonly Channel[] = [security, critical, payments, failover];

/** Alice may act on findings, Mallory may not. */
export const sandboxSlackApp = {
  workspaceId: bot.team_id,
  appId: bot.app_id,
  responders: [slackUsers.alice.id],
};

/** What a user would write about security groups: the group's people decide, and pipelines are not announced. */
export const sandboxSecurityGroups = {
  deciders: { users: [], userGroups: [securityGroup.id] },
  exempt: { principals: ["pipeline-*"] },
};

/** The same as the lambdas read it. */
export const sandboxPolicy: SecurityGroupPolicy = {
  ...standardPolicy,
  deciders: sandboxSecurityGroups.deciders,
  exempt: { ...standardPolicy.exempt, ...sandboxSecurityGroups.exempt },
};

/** A service for each team. The keys are of a toy PagerDuty that listens on loopback only. */
export const pagerDutyServices: readonly PagerDutyService[] = [
  {
    team: "security",
    name: "Orgwatch security",
    routingKey: "R0SANDBOX0SECURITY0ROUTING0KEY00",
    serviceId: "PSECURITY",
  },
  {
    team: "payments",
    name: "Orgwatch payments",
    routingKey: "R0SANDBOX0PAYMENTS0ROUTING0KEY00",
    serviceId: "PPAYMENTS",
  },
];

/** `payments` has its two accounts, `security` everything else. */
export function sandboxRouting({ accounts }: SandboxOrganization): Routing {
  const claimed = accounts.filter(({ name }) => name.startsWith("acme-payments-"));
  return {
    defaultTeam: "security",
    teams: [
      { name: "security", accounts: [], organizationalUnits: [], channels: { default: security, critical } },
      {
        name: "payments",
        accounts: claimed.map(({ id }) => id),
        organizationalUnits: [],
        channels: { default: payments },
      },
    ],
  };
}
