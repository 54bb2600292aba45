// The alarms of a wiring without Terraform: a lost heartbeat at each stop, and letters in a dead-letter queue.
import type { LambdaManifest } from "@orgwatch/manifest/define-lambda";
import {
  type HeartbeatStep,
  type HeartbeatStop,
  heartbeatAlarmName,
  heartbeatImpact,
  heartbeatMetric,
  heartbeatMinutes,
  heartbeatService,
  heartbeatSteps,
  heartbeatsLost,
  metricNamespace,
} from "@orgwatch/manifest/heartbeat";
import { deadLetterQueueName, failoverTopicName } from "@orgwatch/manifest/names";
import type { Place } from "../gateway/moto-client";
import { arnOf } from "../iam/arn";
import type { AlarmDefinition, MetricStatistic } from "./alarm-definition";

/** One alarm for each stop of the heartbeat in each region; it is quiet about a heartbeat that was lost before. */
export function heartbeatAlarms(regions: readonly string[], accountId: string): AlarmDefinition[] {
  return regions.flatMap((region) =>
    heartbeatSteps.map((step) => ({
      name: heartbeatAlarmName(step.stop),
      description: `${heartbeatImpact[step.stop]}. ${step.means}.`,
      ...toFailover({ accountId, region }),
      ...missed(step, region),
      periodSeconds: heartbeatMinutes * 60,
      evaluationPeriods: heartbeatsLost,
      datapointsToAlarm: heartbeatsLost,
    })),
  );
}

/** One alarm for the dead-letter queue of each lambda in each of its regions; the home region is the first. */
export function deadLetterAlarms(
  lambdas: readonly Pick<LambdaManifest, "name" | "impact" | "runsIn">[],
  regions: readonly string[],
  accountId: string,
): AlarmDefinition[] {
  return lambdas.flatMap(({ name, impact, runsIn }) =>
    regions.slice(0, runsIn === "home-region" ? 1 : undefined).map((region): AlarmDefinition => {
      const queue = deadLetterQueueName(name);
      return {
        name: `${queue}-messages`,
        description: `${impact}. The dead-letter queue ${queue} holds messages that nobody has handled.`,
        ...toFailover({ accountId, region }),
        watched: {
          kind: "metric",
          metric: {
            region,
            namespace: "AWS/SQS",
            name: "ApproximateNumberOfMessagesVisible",
            dimensions: { QueueName: queue },
          },
          statistic: "Maximum",
        },
        periodSeconds: 300,
        evaluationPeriods: 1,
        datapointsToAlarm: 1,
        comparison: "GreaterThanOrEqualToThreshold",
        threshold: 1,
        missingData: "ignore",
      };
    }),
  );
}

/** Before the first stop there is nothing to compare with: there, silence itself is the alarm. */
function missed(
  { stop, after }: HeartbeatStep,
  region: string,
): Pick<AlarmDefinition, "watched" | "comparison" | "threshold" | "missingData"> {
  const here = seenAt(stop, region);
  if (after === undefined)
    return {
      watched: { kind: "metric", ...here },
      comparison: "LessThanThreshold",
      threshold: 1,
      missingData: "breaching",
    };
  return {
    watched: { kind: "difference", before: seenAt(after, region), here },
    comparison: "GreaterThanOrEqualToThreshold",
    threshold: 1,
    missingData: "notBreaching",
  };
}

function seenAt(stop: HeartbeatStop, region: string): MetricStatistic {
  const dimensions = { service: heartbeatService, Stop: stop };
  return {
    metric: { region, namespace: metricNamespace, name: heartbeatMetric, dimensions },
    statistic: "Sum",
  };
}

function toFailover(place: Place): Pick<AlarmDefinition, "accountId" | "region" | "actions"> {
  const topics = [arnOf("sns", place, failoverTopicName)];
  return { ...place, actions: { ALARM: topics, OK: topics, INSUFFICIENT_DATA: [] } };
}
