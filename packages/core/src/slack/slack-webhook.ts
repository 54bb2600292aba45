// The failover leg: Slack's incoming webhook. It cannot update, thread or choose a channel, but it works without the bot token.
import { NeverAgain, reasonOf, TryLater } from "../errors";
import type { SlackMessage } from "./slack-api";

/** Sends to the webhook's own channel. */
export type SlackWebhook = (message: SlackMessage) => Promise<void>;

/** The webhook is not set up or no URL, or Slack refused it for good. */
export class WebhookRefused extends NeverAgain {
  override readonly name = "WebhookRefused";
}

/**
 * The incoming webhook whose URL is read from a secret.
 * @throws WebhookRefused when there is none or Slack answers 4xx; TryLater for everything that may pass (429, 5xx, no answer).
 */
export function slackWebhook(url: () => Promise<string | undefined>, fetcher: typeof fetch): SlackWebhook {
  return async ({ text, blocks }) => {
    const address = await url();
    if (!address) throw new WebhookRefused("no webhook is configured");
    if (!URL.canParse(address)) throw new WebhookRefused("what is configured is no URL");
    // Loaded when it is needed: on nearly every start the bot works, and the webhook is not.
    const { IncomingWebhook, IncomingWebhookHTTPError } = await import("@slack/webhook");
    const webhook = new IncomingWebhook(address, { timeout: 10_000, fetch: fetcher });
    try {
      await webhook.send({ text, blocks: [...blocks] });
    } catch (error) {
      if (error instanceof IncomingWebhookHTTPError && isFinal(error.statusCode))
        throw new WebhookRefused(`Slack answered the webhook with HTTP ${error.statusCode}`);
      throw new TryLater(`the webhook failed: ${reasonOf(error)}`);
    }
  };
}

function isFinal(status: number): boolean {
  return status < 500 && status !== 429;
}
