// The wiring of tag-audit-finish: a run in; files, documents, mails and messages out.
import { readAccounts } from "@orgwatch/core/accounts-table";
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
import { parseTagPolicy } from "@orgwatch/core/tag-audit/policy";
import { violationTable } from "@orgwatch/core/tag-audit/violation-table";
import { tagAuditFinish } from "../../manifest";
import { ownS3, runFiles } from "../plan/run-files";
import { finishAudit } from "./finish-audit";
import { mailbox } from "./mail/mailbox";
import { finishedShape } from "./read-facts";
import { reportFiles } from "./report-files";
import { searchDomain } from "./search/search-domain";

/** Whoever begins something that takes seconds looks whether it still fits. */
const reserveMs = 45_000;

export const handler = onSweepStep(tagAuditFinish, finishedShape, ({ config, now, sleep, fetch }) => {
  const [table, s3] = [dynamodb(), ownS3()];
  const policy = async () => parseTagPolicy(await config.POLICY());
  const dependencies = {
    files: runFiles(s3, config.REPORTS),
    write: reportFiles(s3, config.REPORTS),
    count: countMetric,
    violations: violationTable(table, config.VIOLATIONS, async () => (await policy()).keepDays),
    accounts: () => readAccounts(table, config.ACCOUNTS),
    policy,
    routing: async () => parseRouting(await config.ROUTING()),
    deliveries: deliveryLog(table, config.DELIVERIES),
    responses: responseLog(table, config.DELIVERIES),
    pace: sharedPace(table, config.DELIVERIES),
    slack: slackApi({ url: config.SLACK_API, token: config.SLACK_TOKEN, fetch }),
    webhook: slackWebhook(config.SLACK_WEBHOOK, fetch),
    send: mailbox(),
    search: ({ endpoint, region }: { readonly endpoint: string; readonly region: string }) =>
      searchDomain({
        endpoint: config.SEARCH_ENDPOINT || endpoint,
        region,
        credentials: () => table.config.credentials(),
      }),
    now,
    sleep,
  };
  return async (finished, { deadline }, log) => {
    const region = await table.config.region();
    await finishAudit(finished, {
      ...dependencies,
      linkTo: (key) => s3ObjectLink(region, config.REPORTS, key),
      outOfTime: () => now().getTime() > deadline.getTime() - reserveMs,
      deadline,
      log,
    });
  };
});
