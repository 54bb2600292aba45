import { deadLetterAlarms, heartbeatAlarms } from "./manifest-alarms";

const topics = ["arn:aws:sns:us-west-2:111122223333:orgwatch-failover"];
const common = {
  accountId: "111122223333",
  region: "us-west-2",
  actions: { ALARM: topics, OK: topics, INSUFFICIENT_DATA: [] },
};
const seenAt = (Stop: string) => ({
  metric: {
    region: "us-west-2",
    namespace: "Orgwatch",
    name: "HeartbeatSeen",
    dimensions: { service: "orgwatch", Stop },
  },
  statistic: "Sum",
});

it("watches the heartbeat at each stop of each region", () => {
  const alarms = heartbeatAlarms(["us-west-2", "us-east-1"], "111122223333");
  expect(alarms.map(({ name, region }) => `${name} in ${region}`)).toEqual(
    ["us-west-2", "us-east-1"].flatMap((region) =>
      ["sent", "notifier", "slack", "pager", "pagerduty"].map(
        (stop) => `orgwatch-heartbeat-${stop} in ${region}`,
      ),
    ),
  );
  const twice = { ...common, periodSeconds: 300, evaluationPeriods: 2, datapointsToAlarm: 2, threshold: 1 };
  expect([alarms[0], alarms[3]]).toEqual([
    {
      ...twice,
      name: "orgwatch-heartbeat-sent",
      description:
        "Nobody knows whether alerts arrive. The heartbeat is not sent: its schedule or its lambda fails.",
      watched: { kind: "metric", ...seenAt("sent") },
      comparison: "LessThanThreshold",
      missingData: "breaching",
    },
    {
      ...twice,
      name: "orgwatch-heartbeat-pager",
      description:
        "Nobody is paged. The heartbeat was sent and did not reach pagerduty-pager: its rule, topic, queue or lambda fails.",
      watched: { kind: "difference", before: seenAt("sent"), here: seenAt("pager") },
      comparison: "GreaterThanOrEqualToThreshold",
      missingData: "notBreaching",
    },
  ]);
});

it("watches each dead-letter queue where its lambda runs", () => {
  const lambdas = [
    { name: "everywhere", impact: "Nobody sees anything", runsIn: "each-region" },
    { name: "at-home", impact: "Nothing is kept", runsIn: "home-region" },
  ] as const;
  const alarms = deadLetterAlarms(lambdas, ["us-west-2", "us-east-1"], "111122223333");
  expect(alarms.map(({ name, region }) => `${name} in ${region}`)).toEqual([
    "orgwatch-everywhere-dead-letters-messages in us-west-2",
    "orgwatch-everywhere-dead-letters-messages in us-east-1",
    "orgwatch-at-home-dead-letters-messages in us-west-2",
  ]);
  expect(alarms[2]).toEqual({
    ...common,
    name: "orgwatch-at-home-dead-letters-messages",
    description:
      "Nothing is kept. The dead-letter queue orgwatch-at-home-dead-letters holds messages that nobody has handled.",
    watched: {
      kind: "metric",
      metric: {
        region: "us-west-2",
        namespace: "AWS/SQS",
        name: "ApproximateNumberOfMessagesVisible",
        dimensions: { QueueName: "orgwatch-at-home-dead-letters" },
      },
      statistic: "Maximum",
    },
    periodSeconds: 300,
    evaluationPeriods: 1,
    datapointsToAlarm: 1,
    comparison: "GreaterThanOrEqualToThreshold",
    threshold: 1,
    missingData: "ignore",
  });
});
