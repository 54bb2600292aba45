// How Slack says no, sorted by what it means for the message.
import { NeverAgain, TryLater } from "../errors";

/** What a refusal is about: the bot token (nothing can be sent with it), the channel, or this one message. */
export type RefusalScope = "token" | "channel" | "message";

/** Slack refused for good. `code` is Slack's own word, e.g. `channel_not_found`. */
export class SlackRefused extends NeverAgain {
  override readonly name = "SlackRefused";
  constructor(
    readonly scope: RefusalScope,
    readonly code: string,
    detail = "",
  ) {
    super(detail === "" ? code : `${code} (${detail})`);
  }
}

/** Slack surely did not take the message: too many requests, or it could not be reached at all. */
export class SlackBusy extends TryLater {
  override readonly name = "SlackBusy";
}

/** Slack may or may not have taken the message: a reset, a timeout, a 5xx. Look for it before sending again. */
export class SlackUnclear extends TryLater {
  override readonly name = "SlackUnclear";
}

const tokenCodes = new Set([
  "access_denied",
  "account_inactive",
  "enterprise_is_restricted",
  "ekm_access_denied",
  "invalid_auth",
  "missing_scope",
  "no_permission",
  "not_allowed_token_type",
  "not_authed",
  "org_login_required",
  "team_access_not_granted",
  "token_expired",
  "token_revoked",
  "two_factor_setup_required",
]);

const channelCodes = new Set([
  "channel_is_limited_access",
  "channel_not_found",
  "is_archived",
  "is_inactive",
  "not_in_channel",
  "restricted_action",
  "restricted_action_read_only_channel",
  "restricted_action_thread_only_channel",
]);

const passingCodes = new Set([
  "fatal_error",
  "internal_error",
  "request_timeout",
  "service_unavailable",
  "team_added_to_org",
]);

/** The error for an `ok: false` answer. A code that is not known here is about the message. */
export function errorOfCode(code: string, detail = ""): SlackRefused | SlackBusy | SlackUnclear {
  if (code === "ratelimited" || code === "rate_limited" || code === "message_limit_exceeded")
    return new SlackBusy(`Slack: ${code}`, { retryAfterSeconds: 30 });
  if (passingCodes.has(code)) return new SlackUnclear(`Slack: ${code}`);
  if (tokenCodes.has(code)) return new SlackRefused("token", code, detail);
  if (channelCodes.has(code)) return new SlackRefused("channel", code, detail);
  return new SlackRefused("message", code, detail);
}
