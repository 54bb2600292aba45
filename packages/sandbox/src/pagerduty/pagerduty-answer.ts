// What PagerDuty makes of a request. Requests and answers have the form of Slack's stand-in: free of HTTP, with virtual time.
import { jsonReply, type SlackAnswer, type SlackReply, type SlackRequest } from "../slack/slack-answer";

/** Header names in lower case. `path` may carry a query. */
export type PagerDutyRequest = SlackRequest;
/** An answer, a connection that breaks, or one that stays silent. */
export type PagerDutyAnswer = SlackAnswer;

/** One call as the stand-in saw it. `taken` says whether it changed an incident. */
export type PagerDutyCall = {
  readonly at: Date;
  /** `enqueue` for an event; for the REST API its collection: `services`, `incidents`… */
  readonly operation: string;
  readonly method: string;
  readonly outcome: number | "reset" | "hang";
  /** PagerDuty's words for a no, several with `; ` between; undefined for a good answer and for none. */
  readonly error: string | undefined;
  readonly taken: boolean;
};

/** What PagerDuty itself makes of a request; `error` is its words for a no. */
export type Work = { readonly reply: SlackReply; readonly error?: string };

/** The Events API's no to an event that is none. */
export function invalidEvent(errors: readonly string[]): Work {
  const body = { status: "invalid event", message: "Event object is invalid", errors };
  return { reply: jsonReply(body, 400), error: errors.join("; ") };
}

/** The Events API's 429: it names no time to wait, so that senders must choose one (PagerDuty advises 30 seconds and more). */
export function throttleExceeded(retryAfterSeconds?: number, status = 429): SlackReply {
  const headers = retryAfterSeconds === undefined ? {} : { "retry-after": String(retryAfterSeconds) };
  return jsonReply({ status: "throttle exceeded", message: "Request Limit Exceeded" }, status, headers);
}

/** The REST API's no; the codes are in its reference under "Errors". */
export function apiError(
  status: number,
  code: number,
  message: string,
  errors: readonly string[] = [],
): Work {
  const details = errors.length > 0 ? { errors } : {};
  return { reply: jsonReply({ error: { message, code, ...details } }, status), error: message };
}
