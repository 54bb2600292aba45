// The secrets of the toy Slack and PagerDuty, which listen on loopback only: what an operator would put into SSM.
import { pagerDutyServices } from "./sandbox-teams";
import type { SecretValues } from "./wiring/parameter-values";

/** The bot's token and the path of the incoming webhook. */
export const botToken = "xoxb-sandbox-bot-token";
export const webhookPath = "/_slack/services/T0SANDBOX/B0SANDBOX/sandbox-webhook";
/** What Slack signs button presses and commands with. */
export const slackSigningSecret = "sandbox-slack-signing-secret";
/** What PagerDuty signs its webhooks with, the second one as during a rotation, and the key of its REST API. */
export const webhookSecrets = ["sandbox-webhook-secret-1", "sandbox-webhook-secret-2"];
export const pagerDutyToken = "sandbox-pagerduty-api-token";

/** By the key that a wiring knows them by; `url` is the gateway's. */
export function sandboxSecrets(url: string): SecretValues {
  return {
    "slack/bot-token": botToken,
    "slack/webhook-url": `${url}${webhookPath}`,
    "slack/signing-secret": slackSigningSecret,
    "pagerduty/routing-keys": JSON.stringify(
      Object.fromEntries(pagerDutyServices.map(({ team, routingKey }) => [team, routingKey])),
    ),
    "pagerduty/webhook-secrets": webhookSecrets.join(","),
    "pagerduty/api-token": pagerDutyToken,
  };
}
