// What Slack sends when a person presses a button or types a command (docs.slack.dev, "block_actions payload", "Slash commands").
import { type FoundButton, withBlockIds } from "./find-button";
import type { SlackUser } from "./sandbox-people";
import type { SlackChannel, SlackMessage } from "./slack-message";
import { bot, workspaceDomain } from "./web-api";

/** Who did it where, and the short-lived ways back that Slack gives the app. */
export type Occasion = {
  readonly user: SlackUser;
  readonly channel: SlackChannel;
  readonly responseUrl: string;
  readonly triggerId: string;
  readonly at: Date;
};

/** The form body of a pressed button. `shown` is the message in Slack's form. */
export function pressBody(
  { user, channel, responseUrl, triggerId, at }: Occasion,
  message: SlackMessage,
  shown: Readonly<Record<string, unknown>>,
  { button, blockId }: FoundButton,
): string {
  const thread = message.threadTs === undefined ? {} : { thread_ts: message.threadTs };
  const payload = {
    type: "block_actions",
    user: { id: user.id, username: user.handle, name: user.handle, team_id: bot.team_id },
    api_app_id: bot.app_id,
    container: {
      type: "message",
      message_ts: message.ts,
      channel_id: channel.id,
      is_ephemeral: false,
      ...thread,
    },
    trigger_id: triggerId,
    team: { id: bot.team_id, domain: workspaceDomain },
    enterprise: null,
    is_enterprise_install: false,
    channel: { id: channel.id, name: channel.name },
    message: { ...shown, app_id: bot.app_id, team: bot.team_id, blocks: withBlockIds(message.blocks) },
    state: { values: {} },
    response_url: responseUrl,
    actions: [{ ...withoutConfirm(button), block_id: blockId, action_ts: timestampOf(at) }],
  };
  return String(new URLSearchParams({ payload: JSON.stringify(payload) }));
}

/** The form body of a slash command; `command` with its slash. */
export function commandBody(
  { user, channel, responseUrl, triggerId }: Occasion,
  command: string,
  text: string,
): string {
  return String(
    new URLSearchParams({
      team_id: bot.team_id,
      team_domain: workspaceDomain,
      channel_id: channel.id,
      channel_name: channel.name,
      user_id: user.id,
      user_name: user.handle,
      command,
      text,
      api_app_id: bot.app_id,
      is_enterprise_install: "false",
      response_url: responseUrl,
      trigger_id: triggerId,
    }),
  );
}

/** The dialog that asks «are you sure» stays in Slack. */
function withoutConfirm({ confirm: _confirm, ...button }: Readonly<Record<string, unknown>>) {
  return button;
}

function timestampOf(at: Date): string {
  const milliseconds = at.getTime();
  return `${Math.floor(milliseconds / 1000)}.${String((milliseconds % 1000) * 1000).padStart(6, "0")}`;
}
