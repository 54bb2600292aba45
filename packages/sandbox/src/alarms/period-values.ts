// The values that an alarm compares with its threshold: one for each complete period of the clock.
import type { AlarmDefinition, MetricStatistic, Statistic } from "./alarm-definition";
import type { DataPoint, PointsOf } from "./metrics";

/** A period's value; undefined when nothing was measured. */
export type PeriodValue = { readonly start: Date; readonly value: number | undefined };

/**
 * The newest complete periods, oldest first, as many as the alarm evaluates; periods start at multiples of their length since 1970.
 * Undefined while there are not as many that began after `since`: nobody measured before.
 */
export function periodValues(
  definition: AlarmDefinition,
  pointsOf: PointsOf,
  time: { readonly since: Date; readonly now: Date },
): readonly PeriodValue[] | undefined {
  const length = definition.periodSeconds * 1000;
  const end = Math.floor(time.now.getTime() / length) * length;
  const begin = end - definition.evaluationPeriods * length;
  if (begin < time.since.getTime()) return undefined;
  const starts = Array.from({ length: definition.evaluationPeriods }, (_, index) => begin + index * length);
  const valueIn = ({ metric, statistic }: MetricStatistic, start: number): number | undefined =>
    statisticOf(
      pointsOf(metric).filter(({ at }) => at.getTime() >= start && at.getTime() < start + length),
      statistic,
    );
  const { watched } = definition;
  return starts.map((start) => ({
    start: new Date(start),
    value:
      watched.kind === "metric"
        ? valueIn(watched, start)
        : (valueIn(watched.before, start) ?? 0) - (valueIn(watched.here, start) ?? 0),
  }));
}

function statisticOf(points: readonly DataPoint[], statistic: Statistic): number | undefined {
  const values = points.map(({ value }) => value);
  if (values.length === 0) return undefined;
  const sum = values.reduce((total, value) => total + value, 0);
  switch (statistic) {
    case "Sum":
      return sum;
    case "Average":
      return sum / values.length;
    case "SampleCount":
      return values.length;
    case "Maximum":
      return Math.max(...values);
    case "Minimum":
      return Math.min(...values);
  }
}
