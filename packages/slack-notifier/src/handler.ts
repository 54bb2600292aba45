// The wiring of the notifier: queue record in, Slack message out.
import { accountLookup } from "@orgwatch/core/accounts-table";
import { dynamodb } from "@orgwatch/core/aws";
import { countHeartbeat } from "@orgwatch/core/count-heartbeat";
import { deliveryLog } from "@orgwatch/core/delivery-log";
import { reasonOf } from "@orgwatch/core/errors";
import { onQueue } from "@orgwatch/core/on-queue";
import { sharedPace } from "@orgwatch/core/pace";
import { responseLog } from "@orgwatch/core/responses";
import { parseRouting } from "@orgwatch/core/routing";
import { slackApi } from "@orgwatch/core/slack/slack-api";
import { parseSlackApp } from "@orgwatch/core/slack/slack-app";
import { slackWebhook } from "@orgwatch/core/slack/slack-webhook";
import { slackNotifier } from "../manifest";
import { notify } from "./notify";

export const handler = onQueue(slackNotifier, ({ config, log, now, sleep, fetch }) => {
  const dependencies = {
    deliveries: deliveryLog(dynamodb(), config.DELIVERIES),
    responses: responseLog(dynamodb(), config.DELIVERIES),
    pace: sharedPace(dynamodb(), config.DELIVERIES),
    slack: slackApi({ url: config.SLACK_API, token: config.SLACK_TOKEN, fetch }),
    webhook: slackWebhook(config.SLACK_WEBHOOK, fetch),
    routing: async () => parseRouting(await config.ROUTING()),
    slackApp: async () => parseSlackApp(await config.SLACK_APP()),
    countHeartbeat,
    account: accountLookup(dynamodb(), config.ACCOUNTS, {
      onFailure: (accountId, error) =>
        log.warn("the account's name could not be looked up", { accountId, reason: reasonOf(error) }),
    }),
    now,
    sleep,
  };
  return (record, lines, deadline) =>
    notify(record, { ...dependencies, deadline, log: lines.with({ queue: record.queue }) });
});
