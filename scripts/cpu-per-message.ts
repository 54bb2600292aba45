// How much CPU the notifier needs for one finding when everything outside answers at once.

import type { Log } from "@orgwatch/core/log";
import { guardDutyFinding } from "@orgwatch/core/notice/fixtures/guardduty";
import { slackApi } from "@orgwatch/core/slack/slack-api";
import { memoryDeliveries, memoryResponses } from "@orgwatch/core/testing/memory-deliveries";
import type { Routing } from "@orgwatch/manifest/routing";
import { notify } from "../packages/slack-notifier/src/notify";

const channel = { id: "C0SECURITY", name: "security" };
const routing: Routing = {
  defaultTeam: "security",
  teams: [{ name: "security", accounts: [], organizationalUnits: [], channels: { default: channel } }],
};
const silent: Log = { info: () => {}, warn: () => {}, error: () => {}, with: () => silent };

/** Milliseconds of CPU (user and system) for a message, over many different findings after a warm-up. */
export async function cpuPerMessage(messages = 3000): Promise<number> {
  const body = JSON.stringify({ ok: true, channel: channel.id, ts: "1893000000.000100" });
  const dependencies = {
    deliveries: memoryDeliveries(),
    pace: { reserve: async (_: string, now: Date) => now, holdUntil: async () => {} },
    slack: slackApi({
      url: "https://slack.test",
      token: () => Promise.resolve("token"),
      fetch: async () => new Response(body),
    }),
    webhook: async () => {},
    responses: memoryResponses(),
    slackApp: async () => ({ workspaceId: "T0SANDBOX", appId: "A0SANDBOX", responders: [] }),
    countHeartbeat: async () => {},
    routing: async () => routing,
    account: async () => undefined,
    now: () => new Date(),
    sleep: async () => {},
    log: silent,
  };
  const run = async (from: number, to: number) => {
    for (let n = from; n < to; n += 1)
      await notify(
        {
          id: `message-${n}`,
          body: guardDutyFinding({ id: `finding-${n}` }),
          subject: undefined,
          queue: "orgwatch-slack-notifier-security-alert",
          receiveCount: 1,
          sentAt: new Date(),
        },
        dependencies,
      );
  };
  await run(0, 500);
  const before = process.cpuUsage();
  await run(500, 500 + messages);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / messages;
}
