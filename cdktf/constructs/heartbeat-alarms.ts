// An alarm for each stop of the heartbeat: the one that fires names where it was lost.
import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { heartbeat } from "@orgwatch/heartbeat/manifest";
import {
  type HeartbeatStep,
  type HeartbeatStop,
  heartbeatAlarmName,
  heartbeatDimensions,
  heartbeatImpact,
  heartbeatMetric,
  heartbeatMinutes,
  heartbeatSteps,
  heartbeatsLost,
  metricNamespace,
} from "@orgwatch/manifest/heartbeat";
import { pagerdutyPager } from "@orgwatch/pagerduty-responder/manifest";
import { slackNotifier } from "@orgwatch/slack-notifier/manifest";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { alarmText } from "./impact-alarm";

export type HeartbeatAlarmsProps = {
  /** The region's failover topic. */
  readonly notify: string;
  /** Names of the lambdas that run in this region: a stop without its lambda would never be reached. */
  readonly lambdas: readonly string[];
  /** What sends the heartbeat. */
  readonly after: readonly ITerraformDependable[];
};

/** Who counts the heartbeat at a stop. */
const countedBy: Readonly<Record<HeartbeatStop, string>> = {
  sent: heartbeat.name,
  notifier: slackNotifier.name,
  slack: slackNotifier.name,
  pager: pagerdutyPager.name,
  pagerduty: pagerdutyPager.name,
};

const period = heartbeatMinutes * 60;

/**
 * At the first stop silence itself is the alarm, and a new alarm sees silence in the time before it was made. So that a first apply pages
 * nobody, the alarms come after the schedule, and a schedule with a rate starts its lambda at once: CloudWatch finds a first heartbeat. Should
 * it look before that heartbeat was counted, the alarm fires and is over with the next one. At the later stops two heartbeats must have been seen
 * before the stop and not at it, so that they are quiet for ten minutes; then `slack` fires rightly when nobody has stored Slack's token.
 */
export class HeartbeatAlarms extends Construct {
  constructor(scope: Construct, id: string, { notify, lambdas, after }: HeartbeatAlarmsProps) {
    super(scope, id);
    for (const step of heartbeatSteps.filter(({ stop }) => lambdas.includes(countedBy[stop]))) {
      const { stop, means } = step;
      new CloudwatchMetricAlarm(this, stop, {
        ...alarmText({ name: heartbeatAlarmName(stop), impact: heartbeatImpact[stop], means, notify }),
        ...lostAt(step),
        evaluationPeriods: heartbeatsLost,
        datapointsToAlarm: heartbeatsLost,
        dependsOn: [...after],
      });
    }
  }
}

/** What is compared. A heartbeat that was lost before a stop is no business of the stop's own alarm. */
function lostAt({ stop, after }: HeartbeatStep) {
  if (after === undefined)
    return {
      namespace: metricNamespace,
      metricName: heartbeatMetric,
      dimensions: { ...heartbeatDimensions(stop) },
      statistic: "Sum",
      period,
      comparisonOperator: "LessThanThreshold",
      threshold: 1,
      treatMissingData: "breaching",
    };
  return {
    metricQuery: [
      { id: "before", metric: seenAt(after), returnData: false },
      { id: "here", metric: seenAt(stop), returnData: false },
      {
        id: "lost",
        expression: "FILL(before, 0) - FILL(here, 0)",
        label: "Lost heartbeats",
        returnData: true,
      },
    ],
    comparisonOperator: "GreaterThanOrEqualToThreshold",
    threshold: 1,
    treatMissingData: "notBreaching",
  };
}

function seenAt(stop: HeartbeatStop) {
  return {
    namespace: metricNamespace,
    metricName: heartbeatMetric,
    dimensions: { ...heartbeatDimensions(stop) },
    stat: "Sum",
    period,
  };
}
