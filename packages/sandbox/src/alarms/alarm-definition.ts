// An alarm as the sandbox can evaluate it, whoever defined it: the manifests' readers or Terraform.
import type { Metric } from "./metrics";

export const statistics = ["Sum", "Maximum", "Minimum", "Average", "SampleCount"] as const;
export type Statistic = (typeof statistics)[number];

export const comparisons = [
  "GreaterThanOrEqualToThreshold",
  "GreaterThanThreshold",
  "LessThanOrEqualToThreshold",
  "LessThanThreshold",
] as const;
export type Comparison = (typeof comparisons)[number];

export const missingData = ["missing", "notBreaching", "breaching", "ignore"] as const;
export type MissingData = (typeof missingData)[number];

export type AlarmState = "OK" | "ALARM" | "INSUFFICIENT_DATA";

/** A metric of the alarm's region. */
export type MetricStatistic = { readonly metric: Metric; readonly statistic: Statistic };

/** The one form of metric math that is understood: how much more was measured before than here, where silence is 0. */
export const differenceExpression = "FILL(before, 0) - FILL(here, 0)";

/** What is compared with the threshold in each period. */
export type Watched =
  | ({ readonly kind: "metric" } & MetricStatistic)
  | { readonly kind: "difference"; readonly before: MetricStatistic; readonly here: MetricStatistic };

export type AlarmDefinition = {
  readonly name: string;
  readonly description: string;
  readonly accountId: string;
  readonly region: string;
  readonly watched: Watched;
  readonly periodSeconds: number;
  readonly evaluationPeriods: number;
  /** How many of the evaluated periods must be over the threshold. */
  readonly datapointsToAlarm: number;
  readonly comparison: Comparison;
  readonly threshold: number;
  readonly missingData: MissingData;
  /** ARNs of topics that hear of each change to a state. */
  readonly actions: Readonly<Record<AlarmState, readonly string[]>>;
};
