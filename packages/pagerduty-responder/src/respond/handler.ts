// The wiring of finding-responder: what a person did in PagerDuty or Slack in, archived findings and told messages out.
import { dynamodb } from "@orgwatch/core/aws";
import { deliveryLog } from "@orgwatch/core/delivery-log";
import { onQueue } from "@orgwatch/core/on-queue";
import { sharedPace } from "@orgwatch/core/pace";
import { responseLog } from "@orgwatch/core/responses";
import { privateAnswers } from "@orgwatch/core/slack/response-url";
import { slackApi } from "@orgwatch/core/slack/slack-api";
import { parseSlackApp } from "@orgwatch/core/slack/slack-app";
import { slackWebhook } from "@orgwatch/core/slack/slack-webhook";
import { findingResponder } from "../../manifest";
import { guardDutyClients, guardDutyFindings } from "./guard-duty";
import { pagerDutyAlertKeys } from "./pagerduty-api";
import { respond } from "./respond";

export const handler = onQueue(findingResponder, ({ config, log, now, sleep, fetch }) => {
  const tables = (region: string) => ({
    deliveries: deliveryLog(dynamodb(region), config.DELIVERIES),
    responses: responseLog(dynamodb(region), config.DELIVERIES),
    pace: sharedPace(dynamodb(region), config.DELIVERIES),
  });
  const dependencies = {
    regions: config.REGIONS,
    tables,
    home: deliveryLog(dynamodb(), config.DELIVERIES),
    findings: guardDutyFindings(guardDutyClients()),
    alertKeys: pagerDutyAlertKeys({ url: config.PAGERDUTY_API, token: config.PAGERDUTY_TOKEN, fetch, log }),
    slack: slackApi({ url: config.SLACK_API, token: config.SLACK_TOKEN, fetch }),
    // Responses only change what the bot has posted.
    webhook: slackWebhook(() => Promise.resolve(undefined), fetch),
    slackApp: async () => parseSlackApp(await config.SLACK_APP()),
    answerPrivately: privateAnswers({ hooks: config.SLACK_HOOKS, fetch, log }),
    now,
    sleep,
  };
  return ({ body }, lines, deadline) => respond(body, { ...dependencies, log: lines, deadline });
});
