import { readAlarm } from "./read-alarm";
import { errors, sampleAlarm, topic } from "./sample-alarm";

const place = { accountId: "111122223333", region: "us-west-2" };
const described = {
  AlarmName: "orgwatch-demo-Errors",
  AlarmArn: "arn:aws:cloudwatch:us-west-2:111122223333:alarm:orgwatch-demo-Errors",
  AlarmDescription: "People do not see findings. Runs of the lambda orgwatch-demo failed.",
  ActionsEnabled: true,
  AlarmActions: [topic],
  OKActions: [topic],
  InsufficientDataActions: [],
  Namespace: "AWS/Lambda",
  MetricName: "Errors",
  Dimensions: [{ Name: "FunctionName", Value: "orgwatch-demo" }],
  Statistic: "Sum",
  Period: 300,
  EvaluationPeriods: 1,
  ComparisonOperator: "GreaterThanOrEqualToThreshold",
  Threshold: 2,
  TreatMissingData: "notBreaching",
};
const {
  Namespace: _,
  MetricName: __,
  Dimensions: ___,
  Statistic: ____,
  Period: _____,
  ...withoutMetric
} = described;
const query = (Id: string, MetricName: string, Period = 300) => ({
  Id,
  MetricStat: {
    Metric: { Namespace: "AWS/Lambda", MetricName, Dimensions: described.Dimensions },
    Period,
    Stat: "Sum",
  },
  ReturnData: false,
});
const lost = { Id: "lost", Expression: "FILL(before,0) - FILL(here,0)", ReturnData: true };

it("understands an alarm on one metric", () => {
  expect(readAlarm(described, place)).toEqual(sampleAlarm());
});

it("understands an alarm on what was lost between two metrics", () => {
  const alarm = {
    ...withoutMetric,
    Metrics: [query("here", "Errors"), lost, query("before", "Invocations")],
  };
  expect(readAlarm(alarm, place)).toEqual(
    sampleAlarm({
      watched: {
        kind: "difference",
        before: { metric: { ...errors, name: "Invocations" }, statistic: "Sum" },
        here: { metric: errors, statistic: "Sum" },
      },
    }),
  );
});

it("takes CloudWatch's defaults, and no actions where they are switched off", () => {
  const { TreatMissingData, AlarmDescription, ...rest } = described;
  expect(readAlarm({ ...rest, ActionsEnabled: false, EvaluationPeriods: 3 }, place)).toEqual(
    sampleAlarm({
      description: "",
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
      missingData: "missing",
      actions: { ALARM: [], OK: [], INSUFFICIENT_DATA: [] },
    }),
  );
});

it.each([
  [
    "another expression",
    {
      ...withoutMetric,
      Metrics: [{ ...lost, Expression: "before / here" }, query("before", "a"), query("here", "b")],
    },
    "it computes before / here, and the sandbox understands FILL(before, 0) - FILL(here, 0) only",
  ],
  [
    "several expressions",
    {
      ...withoutMetric,
      Metrics: [
        lost,
        { ...lost, Id: "again", Expression: "lost * 2" },
        query("before", "a"),
        query("here", "b"),
      ],
    },
    "it computes FILL(before,0) - FILL(here,0); lost * 2, and the sandbox understands FILL(before, 0) - FILL(here, 0) only",
  ],
  [
    "a missing metric",
    { ...withoutMetric, Metrics: [lost, query("before", "a")] },
    "it has no metric with the id here",
  ],
  [
    "different periods",
    { ...withoutMetric, Metrics: [lost, query("before", "a"), query("here", "b", 60)] },
    "its metrics have periods of 300 and 60 seconds",
  ],
  [
    "percentiles",
    { ...described, Statistic: undefined, ExtendedStatistic: "p99" },
    "its statistic is not given, and the sandbox knows Sum, Maximum, Minimum, Average, SampleCount",
  ],
  [
    "anomalies",
    { ...described, ComparisonOperator: "GreaterThanUpperThreshold", Threshold: undefined },
    "it compares by GreaterThanUpperThreshold, and the sandbox only with a fixed threshold",
  ],
  ["nothing at all", withoutMetric, "it names no metric and no period"],
])("refuses %s in words", (_, alarm, why) => {
  expect(() => readAlarm(alarm, place)).toThrow(
    `The alarm orgwatch-demo-Errors cannot be evaluated here: ${why}`,
  );
});
