import { resourcesMadeBy } from "../testing/construct";
import { HeartbeatAlarms } from "./heartbeat-alarms";

function alarmsFor(lambdas: readonly string[]) {
  return resourcesMadeBy((scope) => {
    new HeartbeatAlarms(scope, "alarms", { notify: "failover", lambdas, after: [] });
  })
    .map(({ attributes }) => attributes)
    .sort((one, other) => String(one.alarm_name).localeCompare(String(other.alarm_name)));
}

const text = (stop: string, description: string) => ({
  alarm_name: `orgwatch-heartbeat-${stop}`,
  alarm_description: description,
  alarm_actions: ["failover"],
  ok_actions: ["failover"],
  evaluation_periods: 2,
  datapoints_to_alarm: 2,
  threshold: 1,
  depends_on: [],
});
const seen = (stop: string) => ({
  namespace: "Orgwatch",
  metric_name: "HeartbeatSeen",
  dimensions: { service: "orgwatch", Stop: stop },
  period: 300,
});

describe("HeartbeatAlarms", () => {
  it("fire when a heartbeat is not sent twice, or was seen twice before a stop and not at it", () => {
    const [notifier, sent, slack] = alarmsFor(["heartbeat", "slack-notifier"]);
    expect([sent, notifier, slack]).toEqual([
      {
        ...text(
          "sent",
          "Nobody knows whether alerts arrive. The heartbeat is not sent: its schedule or its lambda fails.",
        ),
        ...seen("sent"),
        statistic: "Sum",
        comparison_operator: "LessThanThreshold",
        treat_missing_data: "breaching",
      },
      ...[
        {
          stop: "notifier",
          before: "sent",
          words:
            "Alerts do not reach Slack. The heartbeat was sent and did not reach slack-notifier: its rule, topic, queue or lambda fails.",
        },
        {
          stop: "slack",
          before: "notifier",
          words:
            "Alerts do not reach Slack; they wait in their queue. The heartbeat reached slack-notifier, and Slack did not answer it.",
        },
      ].map(({ stop, before, words }) => ({
        ...text(stop, words),
        metric_query: [
          { id: "before", metric: { ...seen(before), stat: "Sum" }, return_data: false },
          { id: "here", metric: { ...seen(stop), stat: "Sum" }, return_data: false },
          {
            id: "lost",
            expression: "FILL(before, 0) - FILL(here, 0)",
            label: "Lost heartbeats",
            return_data: true,
          },
        ],
        comparison_operator: "GreaterThanOrEqualToThreshold",
        treat_missing_data: "notBreaching",
      })),
    ]);
  });

  it("watch PagerDuty's stops where the pager runs", () => {
    const names = alarmsFor(["heartbeat", "slack-notifier", "pagerduty-pager"]).map(
      ({ alarm_name }) => alarm_name,
    );
    expect(names).toEqual(
      ["notifier", "pager", "pagerduty", "sent", "slack"].map((stop) => `orgwatch-heartbeat-${stop}`),
    );
  });
});
