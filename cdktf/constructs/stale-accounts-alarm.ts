// The alarm on accounts whose cases nobody has been able to read for longer than the sweep's window.
import { staleAccountsMetric } from "@orgwatch/manifest/metrics";
import type { Construct } from "constructs";
import { CountAlarm } from "./count-alarm";
import type { AlarmDuty } from "./impact-alarm";

const day = 86_400;

/** `Minimum` over a day: when somebody has mended the account and swept again, the alarm is over at once. */
export class StaleAccountsAlarm extends CountAlarm {
  constructor(scope: Construct, id: string, duty: AlarmDuty) {
    super(scope, id, {
      ...duty,
      name: "orgwatch-support-cases-stale-accounts",
      means:
        "There are accounts whose support cases could not be read for longer than a sweep's window: `orgwatch cases accounts --stale` names them",
      metric: staleAccountsMetric,
      statistic: "Minimum",
      periodSeconds: day,
    });
  }
}
