// What CloudWatch publishes when an alarm changes its state: the JSON and the subject that reach a topic's subscribers.
import { arnOf } from "../iam/arn";
import {
  type AlarmDefinition,
  type AlarmState,
  differenceExpression,
  type MetricStatistic,
} from "./alarm-definition";

export type AlarmChange = {
  readonly alarm: AlarmDefinition;
  readonly from: AlarmState;
  readonly to: AlarmState;
  readonly reason: string;
  readonly at: Date;
};

export type AlarmMessage = { readonly subject: string; readonly body: Readonly<Record<string, unknown>> };

/** SNS takes no longer subject. */
const subjectLength = 100;

/** `configuredAt` is when the alarm was made. */
export function alarmMessage({ alarm, from, to, reason, at }: AlarmChange, configuredAt: Date): AlarmMessage {
  const region = regionNames[alarm.region] ?? alarm.region;
  return {
    subject: `${to}: "${alarm.name}" in ${region}`.slice(0, subjectLength),
    body: {
      AlarmName: alarm.name,
      AlarmDescription: alarm.description,
      AWSAccountId: alarm.accountId,
      AlarmConfigurationUpdatedTimestamp: offsetTime(configuredAt),
      NewStateValue: to,
      NewStateReason: reason,
      StateChangeTime: offsetTime(at),
      Region: region,
      AlarmArn: arnOf("cloudwatch", alarm, `alarm:${alarm.name}`),
      OldStateValue: from,
      OKActions: alarm.actions.OK,
      AlarmActions: alarm.actions.ALARM,
      InsufficientDataActions: alarm.actions.INSUFFICIENT_DATA,
      Trigger: triggerOf(alarm),
    },
  };
}

function triggerOf(alarm: AlarmDefinition): Readonly<Record<string, unknown>> {
  const { watched, periodSeconds } = alarm;
  const rule = {
    Period: periodSeconds,
    EvaluationPeriods: alarm.evaluationPeriods,
    DatapointsToAlarm: alarm.datapointsToAlarm,
    ComparisonOperator: alarm.comparison,
    Threshold: alarm.threshold,
    TreatMissingData: alarm.missingData,
    EvaluateLowSampleCountPercentile: "",
  };
  if (watched.kind === "metric")
    return {
      ...metricOf(watched),
      StatisticType: "Statistic",
      Statistic: watched.statistic.toUpperCase(),
      Unit: null,
      ...rule,
    };
  const expression = { Id: "lost", Expression: differenceExpression, Label: "lost", ReturnData: true };
  return {
    ...rule,
    Metrics: [
      expression,
      queryOf("before", watched.before, periodSeconds),
      queryOf("here", watched.here, periodSeconds),
    ],
  };
}

function queryOf(Id: string, measured: MetricStatistic, Period: number) {
  return {
    Id,
    MetricStat: { Metric: metricOf(measured), Period, Stat: measured.statistic },
    ReturnData: false,
  };
}

function metricOf({ metric }: MetricStatistic) {
  const Dimensions = Object.entries(metric.dimensions).map(([name, value]) => ({ value, name }));
  return { MetricName: metric.name, Namespace: metric.namespace, Dimensions };
}

/** `2030-01-07T09:05:00.123+0000`, as CloudWatch writes times here. */
function offsetTime(date: Date): string {
  return date.toISOString().replace("Z", "+0000");
}

/** The console's names; a region that is not here is shown by its code. */
const regionNames: Readonly<Record<string, string>> = {
  "us-east-1": "US East (N. Virginia)",
  "us-east-2": "US East (Ohio)",
  "us-west-1": "US West (N. California)",
  "us-west-2": "US West (Oregon)",
  "eu-central-1": "EU (Frankfurt)",
  "eu-west-1": "EU (Ireland)",
};
