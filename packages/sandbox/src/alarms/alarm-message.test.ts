import { readSnsAlarm } from "@orgwatch/core/notice/layouts/cloudwatch-alarm";
import { alarmMessage } from "./alarm-message";
import { heartbeatAlarms } from "./manifest-alarms";
import { after, sampleAlarm, topic } from "./sample-alarm";

const change = { from: "OK", to: "ALARM", reason: "Threshold Crossed: …", at: after(0.123) } as const;

it("is what CloudWatch publishes", () => {
  expect(alarmMessage({ ...change, alarm: sampleAlarm() }, after(-3600))).toEqual({
    subject: 'ALARM: "orgwatch-demo-Errors" in US West (Oregon)',
    body: {
      AlarmName: "orgwatch-demo-Errors",
      AlarmDescription: "People do not see findings. Runs of the lambda orgwatch-demo failed.",
      AWSAccountId: "111122223333",
      AlarmConfigurationUpdatedTimestamp: "2030-01-07T08:00:00.000+0000",
      NewStateValue: "ALARM",
      NewStateReason: "Threshold Crossed: …",
      StateChangeTime: "2030-01-07T09:00:00.123+0000",
      Region: "US West (Oregon)",
      AlarmArn: "arn:aws:cloudwatch:us-west-2:111122223333:alarm:orgwatch-demo-Errors",
      OldStateValue: "OK",
      OKActions: [topic],
      AlarmActions: [topic],
      InsufficientDataActions: [],
      Trigger: {
        MetricName: "Errors",
        Namespace: "AWS/Lambda",
        StatisticType: "Statistic",
        Statistic: "SUM",
        Unit: null,
        Dimensions: [{ value: "orgwatch-demo", name: "FunctionName" }],
        Period: 300,
        EvaluationPeriods: 1,
        DatapointsToAlarm: 1,
        ComparisonOperator: "GreaterThanOrEqualToThreshold",
        Threshold: 2,
        TreatMissingData: "notBreaching",
        EvaluateLowSampleCountPercentile: "",
      },
    },
  });
});

it("carries metric maths as queries", () => {
  const alarm = heartbeatAlarms(["eu-north-1"], "111122223333").find(({ name }) => name.endsWith("slack"));
  const query = (Id: string, Stop: string) => ({
    Id,
    MetricStat: {
      Metric: {
        MetricName: "HeartbeatSeen",
        Namespace: "Orgwatch",
        Dimensions: [
          { value: "orgwatch", name: "service" },
          { value: Stop, name: "Stop" },
        ],
      },
      Period: 300,
      Stat: "Sum",
    },
    ReturnData: false,
  });
  const { subject, body } = alarmMessage({ ...change, alarm: alarm ?? sampleAlarm() }, after(0));
  expect([subject, body.Trigger]).toEqual([
    'ALARM: "orgwatch-heartbeat-slack" in eu-north-1',
    {
      Period: 300,
      EvaluationPeriods: 2,
      DatapointsToAlarm: 2,
      ComparisonOperator: "GreaterThanOrEqualToThreshold",
      Threshold: 1,
      TreatMissingData: "notBreaching",
      EvaluateLowSampleCountPercentile: "",
      Metrics: [
        { Id: "lost", Expression: "FILL(before, 0) - FILL(here, 0)", Label: "lost", ReturnData: true },
        query("before", "notifier"),
        query("here", "slack"),
      ],
    },
  ]);
});

it("is an alarm to those who read it", () => {
  const alarm = sampleAlarm({ name: `orgwatch-${"long-".repeat(30)}` });
  const { subject, body } = alarmMessage({ ...change, alarm }, after(0));
  expect([subject.length, readSnsAlarm(body)]).toEqual([
    100,
    {
      post: expect.objectContaining({
        headline: "Orgwatch itself has a problem: People do not see findings",
      }),
    },
  ]);
});
