// Alarms and data points for this folder's tests.
import type { AlarmDefinition } from "./alarm-definition";
import type { DataPoint, Metric } from "./metrics";

/** Nine o'clock: a multiple of all periods. */
export const nine = Date.parse("2030-01-07T09:00:00Z");
/** A time in seconds after nine. */
export const after = (seconds: number): Date => new Date(nine + seconds * 1000);

export const topic = "arn:aws:sns:us-west-2:111122223333:orgwatch-failover";

export const errors: Metric = {
  region: "us-west-2",
  namespace: "AWS/Lambda",
  name: "Errors",
  dimensions: { FunctionName: "orgwatch-demo" },
};

/** An alarm that fires when a lambda failed twice in five minutes, unless changed. */
export function sampleAlarm(change: Partial<AlarmDefinition> = {}): AlarmDefinition {
  return {
    name: "orgwatch-demo-Errors",
    description: "People do not see findings. Runs of the lambda orgwatch-demo failed.",
    accountId: "111122223333",
    region: "us-west-2",
    watched: { kind: "metric", metric: errors, statistic: "Sum" },
    periodSeconds: 300,
    evaluationPeriods: 1,
    datapointsToAlarm: 1,
    comparison: "GreaterThanOrEqualToThreshold",
    threshold: 2,
    missingData: "notBreaching",
    actions: { ALARM: [topic], OK: [topic], INSUFFICIENT_DATA: [] },
    ...change,
  };
}

/** Points of a metric, each as seconds after nine and value. */
export function points(metric: Metric, ...measured: readonly (readonly [number, number])[]): DataPoint[] {
  return measured.map(([seconds, value]) => ({ metric, value, at: after(seconds) }));
}
