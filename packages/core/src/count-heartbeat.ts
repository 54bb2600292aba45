// Counts a heartbeat at a stop as a CloudWatch metric, written to the log in CloudWatch's Embedded Metric Format.
import {
  type HeartbeatStop,
  heartbeatMetric,
  heartbeatMinutes,
  heartbeatService,
  heartbeatsLost,
  metricNamespace,
} from "@orgwatch/manifest/heartbeat";
import type { Heartbeat } from "./notice/notice";

/** Counts one heartbeat, or with 0 says that a stop is waited for. */
export type CountHeartbeat = (stop: HeartbeatStop, seen?: 0 | 1) => Promise<void>;

/** By AWS Lambda Powertools, loaded with the first heartbeat: a message in a hurry must not wait for it. */
export async function countHeartbeat(stop: HeartbeatStop, seen: 0 | 1 = 1): Promise<void> {
  const { Metrics, MetricUnit } = await import("@aws-lambda-powertools/metrics");
  const metrics = new Metrics({ namespace: metricNamespace, serviceName: heartbeatService });
  metrics.addDimension("Stop", stop);
  metrics.addMetric(heartbeatMetric, MetricUnit.Count, seen);
  metrics.publishStoredMetrics();
}

/** A heartbeat that took longer than the alarm waits proves that the way is blocked, not that it is open. */
export function isFresh({ sentAt }: Heartbeat, now: Date): boolean {
  return now.getTime() - Date.parse(sentAt) < heartbeatMinutes * heartbeatsLost * 60_000;
}
