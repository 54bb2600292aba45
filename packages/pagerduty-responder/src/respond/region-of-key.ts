// In which region an alert's message was sent, where its key says so.
import { findingOfKey } from "@orgwatch/core/notice/finding-key";

/** The region of a finding's or an alarm's key; undefined for all others, e.g. of root use. */
export function regionOfKey(key: string): string | undefined {
  return findingOfKey(key)?.region ?? /^alarm\/arn:[a-z-]+:cloudwatch:([a-z0-9-]+):/.exec(key)?.[1];
}
