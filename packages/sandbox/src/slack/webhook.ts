// The incoming webhook: one address, one channel, `ok` or an error word with a status. It cannot thread, update or choose.
import { contentOf } from "./message-content";
import type { MessageLog } from "./message-log";
import { isRecord, parseJson } from "./read-arguments";
import type { SlackMessage } from "./slack-message";
import { SlackRefusal } from "./slack-refusal";

/** Statuses of Slack's webhook errors (docs.slack.dev, "Sending messages using incoming webhooks"); others are 400. */
const statuses: Readonly<Record<string, number>> = {
  action_prohibited: 403,
  channel_not_found: 404,
  no_service: 404,
  channel_is_archived: 410,
};

/** The HTTP status that comes with a webhook's error word. */
export function statusOf(word: string): number {
  return statuses[word] ?? 400;
}

/**
 * Posts what was sent to a webhook of this channel.
 * @throws SlackRefusal with the webhook's error words
 */
export function postByWebhook(
  log: MessageLog,
  channelId: string,
  contentType: string,
  body: string,
  now: Date,
): SlackMessage {
  // Old integrations send a form with the JSON in `payload`.
  const form = contentType.startsWith("application/x-www-form-urlencoded");
  const payload = parseJson(form ? (new URLSearchParams(body).get("payload") ?? "") : body);
  if (!isRecord(payload)) throw new SlackRefusal("invalid_payload");
  const channel = log.channel(channelId);
  if (!channel) throw new SlackRefusal("channel_not_found");
  if (channel.archived) throw new SlackRefusal("channel_is_archived");
  const { text, blocks, attachments } = payload;
  const content = contentOf({ text, blocks, attachments });
  return log.post(
    { channel: channelId, content, threadTs: undefined, broadcast: false, via: "webhook" },
    now,
  );
}
