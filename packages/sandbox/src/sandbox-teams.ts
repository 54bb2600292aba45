// The sandbox's teams and channels: a default team with a channel of its own for what is critical, and a team that claims two accounts.
import type { Channel, Routing } from "@orgwatch/manifest/routing";
import type { SandboxOrganization } from "./organization";

const security: Channel = { id: "C0SECURITY", name: "security" };
const critical: Channel = { id: "C0CRITICAL", name: "security-critical" };
const payments: Channel = { id: "C0PAYMENTS", name: "payments-alerts" };
const failover: Channel = { id: "C0FAILOVER", name: "failover" };

/** Where the incoming webhook posts. */
export const webhookChannel = failover.id;

/** All channels of the sandbox's Slack. */
export const slackChannels: readonly Channel[] = [security, critical, payments, failover];

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
