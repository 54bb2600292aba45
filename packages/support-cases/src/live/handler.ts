// The wiring of case-updates: an update in, a stored case and its news in Slack out.
import { accountLookup } from "@orgwatch/core/accounts-table";
import { dynamodb } from "@orgwatch/core/aws";
import { deliveryLog } from "@orgwatch/core/delivery-log";
import { reasonOf } from "@orgwatch/core/errors";
import { onQueue } from "@orgwatch/core/on-queue";
import { sessionNameOf } from "@orgwatch/core/organization/role-sessions";
import { sharedPace } from "@orgwatch/core/pace";
import { responseLog } from "@orgwatch/core/responses";
import { parseRouting } from "@orgwatch/core/routing";
import { slackApi } from "@orgwatch/core/slack/slack-api";
import { slackWebhook } from "@orgwatch/core/slack/slack-webhook";
import { caseTable } from "@orgwatch/core/support-cases/case-table";
import { caseUpdates } from "../../manifest";
import { supportIn } from "../support-api";
import { handleUpdate } from "./handle-update";

export const handler = onQueue(caseUpdates, ({ config, log, now, sleep, fetch }) => {
  const region = config.SUPPORT_REGION;
  const dependencies = {
    cases: caseTable(dynamodb(), config.CASES),
    support: supportIn({ region, sessionName: () => sessionNameOf("orgwatch", caseUpdates.name), now }),
    deliveries: deliveryLog(dynamodb(), config.DELIVERIES),
    responses: responseLog(dynamodb(), config.DELIVERIES),
    pace: sharedPace(dynamodb(), config.DELIVERIES),
    slack: slackApi({ url: config.SLACK_API, token: config.SLACK_TOKEN, fetch }),
    webhook: slackWebhook(config.SLACK_WEBHOOK, fetch),
    routing: async () => parseRouting(await config.ROUTING()),
    account: accountLookup(dynamodb(), config.ACCOUNTS, {
      onFailure: (accountId, error) =>
        log.warn("the account's name could not be looked up", { accountId, reason: reasonOf(error) }),
    }),
    region,
    now,
    sleep,
  };
  return ({ body }, lines, deadline) => handleUpdate(body, { ...dependencies, deadline, log: lines });
});
