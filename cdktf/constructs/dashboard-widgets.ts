// CloudWatch's dashboards as JSON: widgets in rows on a grid of 24 columns. The format:
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html

/** A metric with its dimensions; `region` where it is not the graph's. */
export type Series = {
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly label?: string;
  readonly region?: string;
};

export type Graph = {
  readonly title: string;
  readonly region: string;
  readonly stat: "Sum" | "Maximum" | "p95";
  readonly series: readonly Series[];
  readonly view?: "timeSeries" | "singleValue";
  /** Five minutes without it. */
  readonly periodSeconds?: number;
  /** How far it looks back, when not as far as the dashboard: ISO 8601 with a minus, e.g. `-P8D`. */
  readonly start?: string;
};

/** A widget without its place. */
export type Widget = {
  readonly type: "text" | "metric" | "alarm";
  readonly width: number;
  readonly height: number;
  readonly properties: Readonly<Record<string, unknown>>;
};

/** Beside each other. */
export type Row = readonly Widget[];

/** CloudWatch takes 500 widgets a dashboard, 500 metrics a widget, 2,500 metrics a dashboard, and 100 alarms an alarm widget. */
export const dashboardLimits = { widgets: 500, widgetMetrics: 500, metrics: 2500, widgetAlarms: 100 };

const columns = 24;

/** A line of Markdown takes about half a unit of height. */
export function textWidget(markdown: string, width = columns): Widget {
  const lines = markdown.split("\n").length;
  return { type: "text", width, height: Math.max(1, Math.ceil(lines * 0.8)), properties: { markdown } };
}

/** Six units high. */
export function graphWidget(width: number, { series, stat, region, title, ...graph }: Graph): Widget {
  return {
    type: "metric",
    width,
    height: 6,
    properties: {
      title,
      region,
      stat,
      view: graph.view ?? "timeSeries",
      period: graph.periodSeconds ?? 300,
      ...(graph.start === undefined ? {} : { start: graph.start }),
      metrics: series.map(({ namespace, metric, dimensions, ...options }) => [
        namespace,
        metric,
        ...Object.entries(dimensions).flat(),
        ...(Object.keys(options).length === 0 ? [] : [options]),
      ]),
    },
  };
}

/** As many widgets as CloudWatch needs for so many alarms (ARNs); those that fire come first. */
export function alarmWidgets(title: string, arns: readonly string[]): readonly Widget[] {
  const count = Math.ceil(arns.length / dashboardLimits.widgetAlarms);
  return Array.from({ length: count }, (_, index): Widget => {
    const alarms = arns.slice(
      index * dashboardLimits.widgetAlarms,
      (index + 1) * dashboardLimits.widgetAlarms,
    );
    return {
      type: "alarm",
      width: columns,
      height: Math.max(2, Math.ceil(alarms.length / 6)),
      properties: {
        title: count === 1 ? title : `${title} (${index + 1} of ${count})`,
        sortBy: "stateUpdatedTimestamp",
        alarms,
      },
    };
  });
}

/**
 * Puts rows below each other.
 * @throws Error for a row that is wider than the grid.
 */
export function placed(
  rows: readonly Row[],
): readonly (Widget & { readonly x: number; readonly y: number })[] {
  let y = 0;
  return rows.flatMap((row) => {
    const top = y;
    let x = 0;
    y += Math.max(0, ...row.map(({ height }) => height));
    const line = row.map((widget) => {
      const left = x;
      x += widget.width;
      return { ...widget, x: left, y: top };
    });
    if (x > columns) throw new Error(`a row of the dashboard is ${x} columns wide`);
    return line;
  });
}
