// The wiring of inventory-finish: a run in; its manifest, the alarm's number and a message out.
import { dynamodb } from "@orgwatch/core/aws";
import { s3ObjectLink } from "@orgwatch/core/console-link";
import { countMetric } from "@orgwatch/core/count-metric";
import { deliveryLog } from "@orgwatch/core/delivery-log";
import { onSweepStep } from "@orgwatch/core/on-sweep";
import { sharedPace } from "@orgwatch/core/pace";
import { responseLog } from "@orgwatch/core/responses";
import { parseRouting } from "@orgwatch/core/routing";
import { slackApi } from "@orgwatch/core/slack/slack-api";
import { slackWebhook } from "@orgwatch/core/slack/slack-webhook";
import { inventoryFinish } from "../../manifest";
import { inventoryFiles, ownS3 } from "../files/s3-files";
import { plannedShape } from "../plan/run-input";
import { finishRun } from "./finish-run";

export const handler = onSweepStep(inventoryFinish, plannedShape, ({ config, now, sleep, fetch }) => {
  const table = dynamodb();
  const dependencies = {
    files: inventoryFiles(ownS3(), config.FILES),
    count: countMetric,
    routing: async () => parseRouting(await config.ROUTING()),
    deliveries: deliveryLog(table, config.DELIVERIES),
    responses: responseLog(table, config.DELIVERIES),
    pace: sharedPace(table, config.DELIVERIES),
    slack: slackApi({ url: config.SLACK_API, token: config.SLACK_TOKEN, fetch }),
    webhook: slackWebhook(config.SLACK_WEBHOOK, fetch),
    now,
    sleep,
  };
  return async ({ plan: { run } }, { deadline }, log) => {
    const region = await table.config.region();
    const linkTo = (key: string) => s3ObjectLink(region, config.FILES, key);
    const { result } = await finishRun(run, { ...dependencies, linkTo, deadline, log });
    return { run, result };
  };
});
