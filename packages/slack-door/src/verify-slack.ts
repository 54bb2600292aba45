// Whether Slack sent this request, and just now: its signature over the raw body, by Slack's rules
// (https://docs.slack.dev/authentication/verifying-requests-from-slack).
import { isSigned } from "@orgwatch/core/http/signature";
import type { HttpRequest } from "@orgwatch/core/on-request";

/** Older ones may be replays, younger ones a clock that somebody moved. */
const apartSeconds = 300;

/** When Slack sent a verified request: the same when somebody sends it again, so that it stays one act. */
export function sentAt({ headers }: Pick<HttpRequest, "headers">): Date {
  return new Date(Number(headers["x-slack-request-timestamp"]) * 1000);
}

/** `secrets` are all that are valid now: the old and the new one while a secret is replaced. */
export function isFromSlack(
  { headers, rawBody }: Pick<HttpRequest, "headers" | "rawBody">,
  secrets: readonly string[],
  now: Date,
): boolean {
  const timestamp = headers["x-slack-request-timestamp"] ?? "";
  const [, signature] = /^v0=([0-9a-f]{64})$/i.exec(headers["x-slack-signature"] ?? "") ?? [];
  if (!/^\d{1,12}$/.test(timestamp) || signature === undefined) return false;
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > apartSeconds) return false;
  return isSigned(Buffer.concat([Buffer.from(`v0:${timestamp}:`), rawBody]), [signature], secrets);
}
