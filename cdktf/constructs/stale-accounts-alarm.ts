// The alarm on accounts whose cases nobody has been able to read for longer than the sweep's window.
import { heartbeatService, metricNamespace } from "@orgwatch/manifest/heartbeat";
import { staleAccountsMetric } from "@orgwatch/manifest/metrics";
import { Construct } from "constructs";
import { type AlarmDuty, ImpactAlarm } from "./impact-alarm";

const day = 86_400;

/**
 * A sweep comes every few days, so what the last one counted holds until the next one counts. `Minimum` over a day: when somebody has
 * mended the account and swept again, the alarm is over at once.
 */
export class StaleAccountsAlarm extends Construct {
  constructor(scope: Construct, id: string, duty: AlarmDuty) {
    super(scope, id);
    new ImpactAlarm(this, staleAccountsMetric, {
      ...duty,
      name: "orgwatch-support-cases-stale-accounts",
      means:
        "There are accounts whose support cases could not be read for longer than a sweep's window: `orgwatch cases accounts --stale` names them",
      namespace: metricNamespace,
      metric: staleAccountsMetric,
      dimensions: { service: heartbeatService },
      statistic: "Minimum",
      periodSeconds: day,
      silence: "changes-nothing",
    });
  }
}
