// A plain CloudWatch metric of Orgwatch's own, written to the log in CloudWatch's Embedded Metric Format.
import { heartbeatService, metricNamespace } from "@orgwatch/manifest/heartbeat";

/** Says how many there are now; 0 counts too, because an alarm ends only when it hears so. The only dimension is `service`. */
export type CountMetric = (metric: string, value: number) => Promise<void>;

/** By AWS Lambda Powertools, loaded when first counted. */
export async function countMetric(metric: string, value: number): Promise<void> {
  const { Metrics, MetricUnit } = await import("@aws-lambda-powertools/metrics");
  const metrics = new Metrics({ namespace: metricNamespace, serviceName: heartbeatService });
  metrics.addMetric(metric, MetricUnit.Count, value);
  metrics.publishStoredMetrics();
}
