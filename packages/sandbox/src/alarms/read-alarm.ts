// Reads one alarm as DescribeAlarms shows it, and refuses in words what the sandbox cannot evaluate.
import { z } from "zod";
import {
  type AlarmDefinition,
  comparisons,
  differenceExpression,
  type MetricStatistic,
  missingData,
  statistics,
  type Watched,
} from "./alarm-definition";

const dimensions = z
  .array(z.object({ Name: z.string(), Value: z.string() }))
  .default([])
  .transform((all) => Object.fromEntries(all.map(({ Name, Value }) => [Name, Value])));
const actions = z.array(z.string()).default([]);

const described = z.object({
  AlarmName: z.string(),
  AlarmDescription: z.string().default(""),
  ActionsEnabled: z.boolean().default(true),
  AlarmActions: actions,
  OKActions: actions,
  InsufficientDataActions: actions,
  Namespace: z.string().nullish(),
  MetricName: z.string().nullish(),
  Dimensions: dimensions,
  Statistic: z.string().nullish(),
  Period: z.number().nullish(),
  EvaluationPeriods: z.number(),
  DatapointsToAlarm: z.number().nullish(),
  ComparisonOperator: z.string(),
  Threshold: z.number().nullish(),
  TreatMissingData: z.enum(missingData).nullish(),
  Metrics: z
    .array(
      z.object({
        Id: z.string(),
        Expression: z.string().nullish(),
        ReturnData: z.boolean().nullish(),
        MetricStat: z
          .object({
            Metric: z.object({ Namespace: z.string(), MetricName: z.string(), Dimensions: dimensions }),
            Period: z.number(),
            Stat: z.string(),
          })
          .nullish(),
      }),
    )
    .default([]),
});
type Described = z.infer<typeof described>;

const comparison = z.enum(comparisons);

/** @throws Error that names the alarm and what cannot be evaluated, ZodError for something that is no metric alarm. */
export function readAlarm(
  alarm: unknown,
  place: { readonly accountId: string; readonly region: string },
): AlarmDefinition {
  const read = described.parse(alarm);
  const compared = comparison.safeParse(read.ComparisonOperator);
  if (!compared.success || typeof read.Threshold !== "number")
    throw refusal(
      read,
      `it compares by ${read.ComparisonOperator}, and the sandbox only with a fixed threshold`,
    );
  const topicsOf = (topics: readonly string[]) => (read.ActionsEnabled ? topics : []);
  return {
    ...place,
    name: read.AlarmName,
    description: read.AlarmDescription,
    ...watchedBy(read, place.region),
    evaluationPeriods: read.EvaluationPeriods,
    datapointsToAlarm: read.DatapointsToAlarm ?? read.EvaluationPeriods,
    comparison: compared.data,
    threshold: read.Threshold,
    missingData: read.TreatMissingData ?? "missing",
    actions: {
      ALARM: topicsOf(read.AlarmActions),
      OK: topicsOf(read.OKActions),
      INSUFFICIENT_DATA: topicsOf(read.InsufficientDataActions),
    },
  };
}

type Seen = { readonly watched: Watched; readonly periodSeconds: number };

function watchedBy(alarm: Described, region: string): Seen {
  if (alarm.Metrics.length > 0) return differenceOf(alarm, region);
  const { Namespace: namespace, MetricName: name, Period } = alarm;
  if (!namespace || !name || !Period) throw refusal(alarm, "it names no metric and no period");
  const metric = { region, namespace, name, dimensions: alarm.Dimensions };
  const statistic = statisticOf(alarm, alarm.Statistic);
  return { watched: { kind: "metric", metric, statistic }, periodSeconds: Period };
}

function differenceOf(alarm: Described, region: string): Seen {
  const expressions = alarm.Metrics.flatMap(({ Expression }) => (Expression ? [Expression] : []));
  const [expression = "nothing"] = expressions;
  if (expressions.length !== 1 || spaceless(expression) !== spaceless(differenceExpression))
    throw refusal(
      alarm,
      `it computes ${expressions.join("; ") || "nothing"}, and the sandbox understands ${differenceExpression} only`,
    );
  const before = queryOf(alarm, "before", region);
  const here = queryOf(alarm, "here", region);
  if (before.periodSeconds !== here.periodSeconds)
    throw refusal(
      alarm,
      `its metrics have periods of ${before.periodSeconds} and ${here.periodSeconds} seconds`,
    );
  const watched = { kind: "difference", before: before.measured, here: here.measured } as const;
  return { watched, periodSeconds: here.periodSeconds };
}

function queryOf(
  alarm: Described,
  id: string,
  region: string,
): { readonly measured: MetricStatistic; readonly periodSeconds: number } {
  const query = alarm.Metrics.find(({ Id }) => Id === id)?.MetricStat;
  if (!query) throw refusal(alarm, `it has no metric with the id ${id}`);
  const { Namespace: namespace, MetricName: name, Dimensions } = query.Metric;
  const metric = { region, namespace, name, dimensions: Dimensions };
  return { measured: { metric, statistic: statisticOf(alarm, query.Stat) }, periodSeconds: query.Period };
}

function statisticOf(alarm: Described, wanted: string | null | undefined): MetricStatistic["statistic"] {
  const known = statistics.find((statistic) => statistic === wanted);
  if (known === undefined)
    throw refusal(
      alarm,
      `its statistic is ${wanted ?? "not given"}, and the sandbox knows ${statistics.join(", ")}`,
    );
  return known;
}

function refusal({ AlarmName }: Described, why: string): Error {
  return new Error(`The alarm ${AlarmName} cannot be evaluated here: ${why}`);
}

function spaceless(text: string): string {
  return text.replaceAll(/\s/g, "");
}
