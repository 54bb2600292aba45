// The key under which PagerDuty keeps all alerts on one thing: ours as it is, where PagerDuty can hold it.
import { createHash } from "node:crypto";

/** PagerDuty's limit. */
const limit = 255;
const hashLength = 32;

/** The same for the same key, different for different ones: a key that is too long or not plain ASCII is begun and ends in its hash. */
export function dedupKeyOf(key: string): string {
  if (/^[\x21-\x7E]+$/.test(key) && key.length <= limit) return key;
  const hash = createHash("sha256").update(key).digest("hex").slice(0, hashLength);
  const beginning = key.replace(/[^\x21-\x7E]/g, "_").slice(0, limit - hashLength - 1);
  return `${beginning}#${hash}`;
}

/** Never triggered: resolving it shows that PagerDuty takes events, and opens nothing. */
export function heartbeatKey(region: string): string {
  return `orgwatch-heartbeat/${region}`;
}
