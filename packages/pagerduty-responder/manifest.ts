// Alerts become PagerDuty incidents, and what people do with an incident comes back to Slack and GuardDuty.
import { allow, defineLambda } from "@orgwatch/manifest/define-lambda";
import { nameOf, regions, text } from "@orgwatch/manifest/environment";
import { anyResource, everyRegion, queueOf, secret, setting, table } from "@orgwatch/manifest/references";
import { handed, queue, request, topics } from "@orgwatch/manifest/trigger";

/**
 * One in each region, on its own, like slack-notifier: a message waits for a day of PagerDuty downtime. It reads the failover topic too,
 * so that people are paged when Slack's way is broken.
 */
export const pagerdutyPager = defineLambda({
  name: "pagerduty-pager",
  package: "pagerduty-responder",
  summary: "Opens and resolves PagerDuty incidents for findings, root use and alarms",
  impact: "Nobody is paged for findings, root use and alarms; Slack still shows them",
  stack: "infrasec-admin-global",
  runsIn: "each-region",
  entry: "src/pager/handler.ts",
  trigger: queue({ from: topics("alert", "failover"), batchSize: 10, receiveLimit: 100 }),
  timeoutSeconds: 60,
  env: {
    ACCOUNTS: nameOf(table("accounts")),
    DELIVERIES: nameOf(table("deliveries")),
    ROUTING: setting("routing"),
    PAGERDUTY_EVENTS: text({ fallback: "https://events.pagerduty.com" }),
    ROUTING_KEYS: secret("routing-keys", { stack: "pagerduty" }),
  },
  allow: [
    allow(["dynamodb:GetItem"], table("accounts")),
    allow(["dynamodb:GetItem", "dynamodb:PutItem"], table("deliveries")),
  ],
});

/** Verifies PagerDuty's webhooks and hands them over. Nothing else reads what comes from outside. */
export const pagerdutyDoor = defineLambda({
  name: "pagerduty-door",
  package: "pagerduty-responder",
  summary: "Takes PagerDuty's signed webhooks and hands them to finding-responder",
  impact:
    "Who acknowledged or resolved an incident is not shown in Slack, and resolved findings stay open in GuardDuty",
  stack: "infrasec-admin-global",
  runsIn: "home-region",
  entry: "src/door/handler.ts",
  trigger: request("POST", "/pagerduty/webhooks"),
  timeoutSeconds: 10,
  env: {
    ACTIONS: nameOf(queueOf("finding-responder", "actions")),
    SIGNING_SECRETS: secret("webhook-secrets", { stack: "pagerduty" }),
  },
  allow: [allow(["sqs:SendMessage"], queueOf("finding-responder", "actions"))],
});

/** Does what people decided in PagerDuty or by a button in Slack: archives the finding, and tells in Slack who did what. */
export const findingResponder = defineLambda({
  name: "finding-responder",
  package: "pagerduty-responder",
  summary: "Archives findings that people resolved, and shows in Slack who did what",
  impact: "Resolved findings stay open in GuardDuty, and Slack does not show who is at work",
  stack: "infrasec-admin-global",
  runsIn: "home-region",
  entry: "src/respond/handler.ts",
  trigger: queue({ from: handed("actions"), batchSize: 10, receiveLimit: 100 }),
  timeoutSeconds: 60,
  env: {
    DELIVERIES: nameOf(table("deliveries")),
    REGIONS: regions(),
    SLACK_APP: setting("slack-app"),
    SLACK_API: text({ fallback: "https://slack.com/api" }),
    SLACK_HOOKS: text({ fallback: "https://hooks.slack.com" }),
    SLACK_TOKEN: secret("slack/bot-token", { optional: true }),
    PAGERDUTY_API: text({ fallback: "https://api.pagerduty.com" }),
    PAGERDUTY_TOKEN: secret("api-token", { optional: true, stack: "pagerduty" }),
  },
  allow: [
    allow(["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem"], everyRegion(table("deliveries"))),
    allow(
      ["guardduty:ArchiveFindings", "guardduty:GetFindings", "guardduty:ListDetectors"],
      anyResource({ because: "GuardDuty knows no resources for findings and for listing detectors" }),
    ),
  ],
});
