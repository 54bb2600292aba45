// Whether PagerDuty sent this webhook: its signatures over the raw body, by PagerDuty's rules. It signs with each secret that is valid.
import { isSigned } from "@orgwatch/core/http/signature";
import type { HttpRequest } from "@orgwatch/core/on-request";

/** `secrets` are those of all subscriptions, the old and the new one while one is replaced. */
export function isFromPagerDuty(
  { headers, rawBody }: Pick<HttpRequest, "headers" | "rawBody">,
  secrets: readonly string[],
): boolean {
  const signatures = (headers["x-pagerduty-signature"] ?? "")
    .split(",")
    .flatMap((signature) => /^\s*v1=([0-9a-f]{64})\s*$/i.exec(signature)?.[1] ?? []);
  return isSigned(rawBody, signatures, secrets);
}
