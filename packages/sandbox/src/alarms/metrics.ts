// CloudWatch's metrics as far as alarms need them: data points by region, name and dimensions.

/** One series of data points. */
export type Metric = {
  readonly region: string;
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
};

export type DataPoint = { readonly metric: Metric; readonly value: number; readonly at: Date };

/** What was measured of a metric, in the order in which it came. */
export type PointsOf = (metric: Metric) => readonly DataPoint[];

export type Metrics = {
  readonly add: (...points: readonly DataPoint[]) => void;
  readonly of: PointsOf;
};

/** Keeps the newest `limit` points of each metric. */
export function newMetrics(limit = 1000): Metrics {
  const kept = new Map<string, DataPoint[]>();
  return {
    add: (...points) => {
      for (const point of points) {
        const key = keyOf(point.metric);
        const series = kept.get(key) ?? [];
        series.push(point);
        if (series.length > limit) series.shift();
        kept.set(key, series);
      }
    },
    of: (metric) => [...(kept.get(keyOf(metric)) ?? [])],
  };
}

function keyOf({ region, namespace, name, dimensions }: Metric): string {
  const sorted = Object.entries(dimensions).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([region, namespace, name, sorted]);
}
