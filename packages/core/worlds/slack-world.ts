// Everything around the notifier, in memory and in virtual time: the sandbox's Slack, the delivery log, routing and accounts.

import type { HeartbeatStop } from "@orgwatch/manifest/heartbeat";
import type { Routing } from "@orgwatch/manifest/routing";
import { newFaults } from "@orgwatch/sandbox/faults";
import { newJournal } from "@orgwatch/sandbox/journal";
import { newSlack } from "@orgwatch/sandbox/slack/slack-stand-in";
import type { CountHeartbeat } from "../src/count-heartbeat";
import type { Log } from "../src/log";
import type { AccountEntry } from "../src/organization/account-entry";
import { slackApi } from "../src/slack/slack-api";
import type { SlackApp } from "../src/slack/slack-app";
import { slackWebhook } from "../src/slack/slack-webhook";
import type { DeliverDependencies } from "../src/slack-delivery/parcel";
import { memoryDeliveries, memoryPace, memoryResponses } from "../src/testing/memory-deliveries";
import { virtualTime } from "../src/testing/virtual-time";
import { slackFetch } from "./slack-fetch";

export const security = { id: "C0SECURITY", name: "security" };
export const critical = { id: "C0CRITICAL", name: "security-critical" };
export const payments = { id: "C0PAYMENTS", name: "payments" };
export const gone = { id: "C0GONE", name: "gone" };

/** `security` has the rest, `payments` claims an account and an OU, `ghosts` claims an account and has a channel that does not exist. */
export const routing: Routing = {
  defaultTeam: "security",
  teams: [
    { name: "security", accounts: [], organizationalUnits: [], channels: { default: security, critical } },
    {
      name: "payments",
      accounts: ["444444444444"],
      organizationalUnits: ["ou-pay1-00000001"],
      channels: { default: payments },
    },
    { name: "ghosts", accounts: ["666666666666"], organizationalUnits: [], channels: { default: gone } },
  ],
};

/** Who may press buttons. */
const slackApp: SlackApp = {
  workspaceId: "T0SANDBOX",
  appId: "A0SANDBOX",
  responders: ["U0ALICE"],
};

export const silent: Log = { info: () => {}, warn: () => {}, error: () => {}, with: () => silent };

/** What the notifier needs; the core's delivery needs a part of it. */
type WorldDependencies = DeliverDependencies & {
  readonly slackApp: () => Promise<SlackApp>;
  readonly countHeartbeat: CountHeartbeat;
  readonly routing: () => Promise<Routing>;
  readonly account: (accountId: string) => Promise<AccountEntry | undefined>;
};

/** `random` decides the faults; `webhook` says whether the failover webhook is set up. */
export function slackWorld(
  options: { random?: () => number; webhook?: boolean; accounts?: AccountEntry[] } = {},
) {
  const time = virtualTime(new Date("2030-01-07T09:00:00Z"));
  const faults = newFaults(options.random ?? (() => 0));
  const webhookPath = "/_slack/services/T0/B0/secret";
  const slack = newSlack({
    channels: [security, critical, payments, { id: "C0FAILOVER", name: "failover" }],
    token: "xoxb-test-token",
    webhookPath,
    webhookChannel: "C0FAILOVER",
    journal: newJournal(),
    faults,
    now: time.now,
  });
  const fetcher = slackFetch(slack, time);
  const webhookUrl = options.webhook === false ? undefined : `https://hooks.slack.test${webhookPath}`;
  const heartbeats: HeartbeatStop[] = [];
  const dependencies: WorldDependencies = {
    deliveries: memoryDeliveries(),
    pace: memoryPace(),
    responses: memoryResponses(),
    slack: slackApi({
      url: "https://slack.test/_slack/api",
      token: () => Promise.resolve("xoxb-test-token"),
      fetch: fetcher,
    }),
    webhook: slackWebhook(() => Promise.resolve(webhookUrl), fetcher),
    routing: () => Promise.resolve(routing),
    slackApp: () => Promise.resolve(slackApp),
    countHeartbeat: async (stop) => void heartbeats.push(stop),
    account: async (id) => options.accounts?.find(({ accountId }) => accountId === id),
    now: time.now,
    sleep: time.sleep,
    log: silent,
  };
  return { time, faults, slack, heartbeats, dependencies };
}
