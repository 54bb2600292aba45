// The heartbeat's way: at which stops it is seen, and what it means when it was seen before a stop and not at it.

/** A synthetic event's detail-type and source, by which rules and lambdas know it. */
export const heartbeatSource = "orgwatch.heartbeat";
export const heartbeatDetailType = "Orgwatch Heartbeat";

/** Each stop counts the heartbeats that it sees as this metric. */
export const metricNamespace = "Orgwatch";
export const heartbeatMetric = "HeartbeatSeen";
/** AWS Lambda Powertools gives every metric the dimension `service`. */
export const heartbeatService = "orgwatch";

export type HeartbeatStop = "sent" | "notifier" | "slack" | "pager" | "pagerduty";

/** `after` is the stop before it; `means` says what was lost where, one sentence without a full stop. */
export type HeartbeatStep = {
  readonly stop: HeartbeatStop;
  readonly after: HeartbeatStop | undefined;
  readonly means: string;
};

/** In the order of the way: one rule and one topic, then two queues with a lambda and a service each. */
export const heartbeatSteps: readonly HeartbeatStep[] = [
  { stop: "sent", after: undefined, means: "The heartbeat is not sent: its schedule or its lambda fails" },
  {
    stop: "notifier",
    after: "sent",
    means: "The heartbeat was sent and did not reach slack-notifier: its rule, topic, queue or lambda fails",
  },
  {
    stop: "slack",
    after: "notifier",
    means: "The heartbeat reached slack-notifier, and Slack did not answer it",
  },
  {
    stop: "pager",
    after: "sent",
    means: "The heartbeat was sent and did not reach pagerduty-pager: its rule, topic, queue or lambda fails",
  },
  {
    stop: "pagerduty",
    after: "pager",
    means: "The heartbeat reached pagerduty-pager, and PagerDuty did not take it",
  },
];

/** What people lose when the heartbeat is lost at a stop: the start of its alarm's description. */
export const heartbeatImpact: Readonly<Record<HeartbeatStop, string>> = {
  sent: "Nobody knows whether alerts arrive",
  notifier: "Alerts do not reach Slack",
  slack: "Alerts do not reach Slack; they wait in their queue",
  pager: "Nobody is paged",
  pagerduty: "Nobody is paged; pages wait in their queue",
};

/** Lost twice in a row, at five minutes each, is an alarm. */
export const heartbeatMinutes = 5;
export const heartbeatsLost = 2;

/** The dimensions of the metric at a stop. */
export function heartbeatDimensions(stop: HeartbeatStop): Readonly<Record<string, string>> {
  return { service: heartbeatService, Stop: stop };
}

/** `orgwatch-heartbeat-<stop>` */
export function heartbeatAlarmName(stop: HeartbeatStop): string {
  return `orgwatch-heartbeat-${stop}`;
}
