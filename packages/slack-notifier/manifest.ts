// Findings, alarms and other notices become Slack messages.
import { allow, defineLambda } from "@orgwatch/manifest/define-lambda";
import { nameOf, text } from "@orgwatch/manifest/environment";
import { secret, setting, table } from "@orgwatch/manifest/references";
import { queue, topics } from "@orgwatch/manifest/trigger";

/**
 * One in each region, on its own. The receive limit of 100 with waits that grow to about 15 minutes keeps a message for a day of Slack
 * downtime; a message that can never be sent goes to the dead-letter queue at once. It reads the failover topic too, so that people hear
 * in Slack that paging is broken.
 */
export const slackNotifier = defineLambda({
  name: "slack-notifier",
  summary: "Posts GuardDuty findings, root use, alarms and other notices to Slack",
  impact: "People do not see findings in Slack; the failover topic still reaches them",
  stack: "infrasec-admin-global",
  runsIn: "each-region",
  entry: "src/handler.ts",
  trigger: queue({ from: topics("notification", "alert", "failover"), batchSize: 10, receiveLimit: 100 }),
  timeoutSeconds: 60,
  env: {
    ACCOUNTS: nameOf(table("accounts")),
    DELIVERIES: nameOf(table("deliveries")),
    ROUTING: setting("routing"),
    SLACK_APP: setting("slack-app"),
    SLACK_API: text({ fallback: "https://slack.com/api" }),
    SLACK_TOKEN: secret("slack/bot-token", { optional: true }),
    SLACK_WEBHOOK: secret("slack/webhook-url", { optional: true }),
  },
  allow: [
    allow(["dynamodb:GetItem"], table("accounts")),
    allow(["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem"], table("deliveries")),
  ],
});
