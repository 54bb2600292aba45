// The only way in from Slack: buttons and commands are verified, answered within three seconds and handed to their job's queue.
import { allow, defineLambda } from "@orgwatch/manifest/define-lambda";
import { queueUrls, text } from "@orgwatch/manifest/environment";
import { queueOf, secret, setting } from "@orgwatch/manifest/references";
import { request } from "@orgwatch/manifest/trigger";

/** Who gets what: by the part of an action's id before the colon (`finding:archive`), or by a command's name. A new job adds a line. */
const routes = {
  cases: queueOf("case-commands", "asked"),
  finding: queueOf("finding-responder", "actions"),
  sg: queueOf("sg-decisions", "decisions"),
};

/** Memory buys CPU: a cold start must leave time for the answer. */
export const slackDoor = defineLambda({
  name: "slack-door",
  summary: "Takes Slack's signed button presses and commands and hands them to the job that they belong to",
  impact: "Buttons and commands in Slack do nothing; messages still arrive",
  stack: "infrasec-admin-global",
  runsIn: "home-region",
  entry: "src/handler.ts",
  trigger: request("POST", "/slack"),
  timeoutSeconds: 10,
  memoryMb: 512,
  env: {
    ROUTES: queueUrls(routes),
    SIGNING_SECRETS: secret("slack/signing-secret"),
    SLACK_APP: setting("slack-app"),
    SLACK_HOOKS: text({ fallback: "https://hooks.slack.com" }),
  },
  allow: Object.values(routes).map((queue) => allow(["sqs:SendMessage"], queue)),
});
