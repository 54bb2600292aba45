// The alarm on regions in which a tag audit does nothing, because what it saw there cannot be trusted.
import { canariesMissingMetric } from "@orgwatch/manifest/metrics";
import type { Construct } from "constructs";
import { CountAlarm } from "./count-alarm";
import type { AlarmDuty } from "./impact-alarm";

const hour = 3600;

/**
 * `Maximum` over an hour: a run that misses a canary fires it within minutes, whatever the run before it saw; a run that misses none ends it,
 * within the same hour an hour later.
 */
export class CanariesMissingAlarm extends CountAlarm {
  constructor(scope: Construct, id: string, duty: AlarmDuty) {
    super(scope, id, {
      ...duty,
      name: "orgwatch-tag-audit-canaries-missing",
      means:
        "There are accounts and regions in which the tag audit's canary was missing, or which could not be read: nothing is stopped or terminated there. `orgwatch tag-audit status` names them",
      metric: canariesMissingMetric,
      statistic: "Maximum",
      periodSeconds: hour,
    });
  }
}
