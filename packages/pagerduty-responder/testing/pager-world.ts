// Everything around the pager, in memory and in virtual time.

import type { AccountEntry } from "@orgwatch/core/organization/account-entry";
import type { QueueRecord } from "@orgwatch/core/run-batch";
import { memoryDeliveries } from "@orgwatch/core/testing/memory-deliveries";
import { eventsUrl, pagerDutyWorld, routingKeys } from "@orgwatch/core/worlds/pagerduty-world";
import { routing, silent } from "@orgwatch/core/worlds/slack-world";
import type { HeartbeatStop } from "@orgwatch/manifest/heartbeat";
import { parseIntegrationKeys } from "../src/pager/integration-keys";
import type { PagePeopleDependencies } from "../src/pager/page-people";
import { pagerDutyEvents } from "../src/pager/pagerduty-events";

/** An account of the team that claims it by id. */
export const paymentsProd: AccountEntry = {
  accountId: "444444444444",
  name: "payments-prod",
  state: "ACTIVE",
  organizationalUnits: [],
  team: "payments",
  refreshedAt: "2030-01-07T08:00:00Z",
};

/** A lambda's run ends this long after it began. */
const runMs = 60_000;

export type PagerWorld = ReturnType<typeof pagerWorld>;

/** The options are those of `pagerDutyWorld`. */
export function pagerWorld(options: Parameters<typeof pagerDutyWorld>[0] = {}) {
  const world = pagerDutyWorld(options);
  const { time } = world;
  const heartbeats: HeartbeatStop[] = [];
  const dependencies: Omit<PagePeopleDependencies, "deadline"> = {
    deliveries: memoryDeliveries(),
    pagerDuty: pagerDutyEvents({ url: eventsUrl, fetch: world.fetch }),
    routing: async () => routing,
    integrationKeys: async () => parseIntegrationKeys(routingKeys),
    account: async (id) => (id === paymentsProd.accountId ? paymentsProd : undefined),
    countHeartbeat: async (stop) => void heartbeats.push(stop),
    region: async () => "us-west-2",
    now: time.now,
    log: silent,
  };
  return {
    ...world,
    heartbeats,
    dependencies,
    deadline: () => new Date(time.now().getTime() + runMs),
    /** What the incidents are now, in the order in which they were opened. */
    incidents: () =>
      world.pagerDuty.incidents().map(({ key, status, service }) => ({ key, status, service: service.name })),
  };
}

/** A queue message; `queue` is `<team>-<topic>`. */
export function record(body: unknown, queue = "security-alert"): QueueRecord {
  const sentAt = new Date("2030-01-07T09:00:00Z");
  const name = `orgwatch-pagerduty-pager-${queue}`;
  return { id: "m-1", body, subject: undefined, queue: name, receiveCount: 1, sentAt };
}
