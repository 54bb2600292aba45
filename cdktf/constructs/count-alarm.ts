// What alarms on Orgwatch's own counts share: whoever counts comes seldom, so that what was counted last holds until the next one counts.
import { heartbeatService, metricNamespace } from "@orgwatch/manifest/heartbeat";
import { Construct } from "constructs";
import { ImpactAlarm, type ImpactAlarmProps } from "./impact-alarm";

export type CountAlarmProps = Omit<ImpactAlarmProps, "namespace" | "dimensions" | "silence">;

/** Fires when the count (core/src/count-metric.ts) is not 0, and is over once 0 was counted. */
export class CountAlarm extends Construct {
  constructor(scope: Construct, id: string, props: CountAlarmProps) {
    super(scope, id);
    new ImpactAlarm(this, props.metric, {
      ...props,
      namespace: metricNamespace,
      dimensions: { service: heartbeatService },
      silence: "changes-nothing",
    });
  }
}
