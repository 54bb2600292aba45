// Whether what an act is for has come true, as far as EC2 tells.
import { markTag } from "@orgwatch/manifest/tag-policy";
import type { SeenInstance } from "./enforce-instance";
import type { EnforcedAct } from "./enforce-record";

/** EC2 still tells of terminated instances for about an hour. */
export function isGone(seen: SeenInstance | undefined): boolean {
  return seen === undefined || seen.state === "shutting-down" || seen.state === "terminated";
}

/**
 * Whether an act that was begun took effect. What somebody started after the stop was intended had been stopped: it is not stopped twice in
 * one run.
 */
export function isReached({ what, intendedAt }: EnforcedAct, seen: SeenInstance | undefined): boolean {
  switch (what) {
    case "terminate":
      return isGone(seen);
    case "unmark":
      return seen === undefined || isGone(seen) || !(markTag in seen.tags);
    case "mark":
      return seen !== undefined && !isGone(seen) && markTag in seen.tags;
    case "stop":
      if (seen === undefined || isGone(seen)) return false;
      return (
        seen.state === "stopping" ||
        seen.state === "stopped" ||
        Date.parse(seen.launchedAt) > Date.parse(intendedAt)
      );
  }
}
