// The wiring of the pager: queue record in, PagerDuty event out.
import { accountLookup } from "@orgwatch/core/accounts-table";
import { dynamodb } from "@orgwatch/core/aws";
import { countHeartbeat } from "@orgwatch/core/count-heartbeat";
import { deliveryLog } from "@orgwatch/core/delivery-log";
import { reasonOf } from "@orgwatch/core/errors";
import { onQueue } from "@orgwatch/core/on-queue";
import { parseRouting } from "@orgwatch/core/routing";
import { pagerdutyPager } from "../../manifest";
import { parseIntegrationKeys } from "./integration-keys";
import { pagePeople } from "./page-people";
import { pagerDutyEvents } from "./pagerduty-events";

export const handler = onQueue(pagerdutyPager, ({ config, log, now, fetch }) => {
  const dependencies = {
    deliveries: deliveryLog(dynamodb(), config.DELIVERIES),
    pagerDuty: pagerDutyEvents({ url: config.PAGERDUTY_EVENTS, fetch }),
    routing: async () => parseRouting(await config.ROUTING()),
    integrationKeys: async () => parseIntegrationKeys(await config.ROUTING_KEYS()),
    account: accountLookup(dynamodb(), config.ACCOUNTS, {
      onFailure: (accountId, error) =>
        log.warn("the account's name could not be looked up", { accountId, reason: reasonOf(error) }),
    }),
    countHeartbeat,
    region: () => dynamodb().config.region(),
    now,
  };
  return (record, lines, deadline) =>
    pagePeople(record, { ...dependencies, deadline, log: lines.with({ queue: record.queue }) });
});
