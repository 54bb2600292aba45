// The doors are open to everyone: what no honest caller would send is turned away before any work is done with it.
import { BadRequest, type HttpRequest } from "../on-request";

/** Slack's and PagerDuty's messages have a few kilobytes. */
const most = 512 * 1024;

/** @throws BadRequest 413 when the body is larger than 512 KB. */
export function checkSize({ rawBody }: Pick<HttpRequest, "rawBody">): void {
  if (rawBody.length > most) throw new BadRequest(413, "the body is too large");
}
