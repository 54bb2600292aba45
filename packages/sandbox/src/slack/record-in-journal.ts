// What Slack did with a call, as a stop on the event's way.
import type { Journal } from "../journal";
import type { MessageLog } from "./message-log";
import type { SlackCall } from "./slack-answer";
import type { SlackMessage } from "./slack-message";

const longestQuote = 120;

/** What a message is about, from the metadata its sender gave it; empty texts when it gave none. */
export type Subject = {
  readonly subject: string | undefined;
  readonly accountId: string;
  readonly region: string;
};

/**
 * Reads `key`, and account and region when they are given. The journal names a finding or an event by its bare id, Orgwatch's keys are
 * `guardduty/<region>/<finding id>` (with `#for-<team>` behind it for another team) and `event/<id>`; any other key stands for itself.
 */
export function subjectOf(payload: Readonly<Record<string, unknown>>): Subject {
  const key = stringOf(payload.key);
  const [, region = "", finding] = /^guardduty\/([^/]*)\/([^#]+)/.exec(key) ?? [];
  const [, event] = /^event\/([^#]+)/.exec(key) ?? [];
  return {
    subject: finding ?? event ?? (key === "" ? undefined : key),
    accountId: stringOf(payload.accountId) || stringOf(payload.account_id),
    region: stringOf(payload.region) || region,
  };
}

/** Whether an entry of the stop Slack tells of a call that changed nothing there. */
export function tellsOfFailure(what: string): boolean {
  return / failed: /.test(what.slice(0, 40));
}

/** Writes an entry for each post and update, also for those that failed; reading and looking around is no stop. */
export function recordInJournal(
  journal: Pick<Journal, "record">,
  log: Pick<MessageLog, "channel">,
  call: SlackCall,
  message: SlackMessage | undefined,
  subject: Subject,
): void {
  if (!/^(chat\.postMessage|chat\.update|webhook|response_url)$/.test(call.method)) return;
  // An answer to one person changes no message; it has an entry of its own (ephemeral-answers).
  if (!message && call.taken) return;
  journal.record({ stop: "Slack", ...subject, what: whatHappened(log, call, message) });
}

function whatHappened(
  log: Pick<MessageLog, "channel">,
  call: SlackCall,
  message: SlackMessage | undefined,
): string {
  if (!message) return `${call.method} failed: ${call.error ?? wordFor(call.outcome)}`;
  const verb =
    message.edits > 0
      ? "updated in"
      : message.threadTs
        ? "replied in"
        : message.via === "bot"
          ? "posted in"
          : "posted by webhook in";
  const lost = call.outcome === 200 ? "" : ` (but the answer was lost: ${wordFor(call.outcome)})`;
  const quote =
    message.text.length > longestQuote ? `${message.text.slice(0, longestQuote - 1)}…` : message.text;
  return `${verb} #${log.channel(message.channel)?.name ?? message.channel}${lost}: ${quote}`;
}

/** An outcome in words. */
export function wordFor(outcome: SlackCall["outcome"]): string {
  if (outcome === "reset") return "connection reset";
  return outcome === "hang" ? "no answer" : `HTTP ${outcome}`;
}

function stringOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
