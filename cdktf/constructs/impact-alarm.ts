// What every alarm here goes through: it must say what it means and what people lose, and it must reach someone.
import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import type { metricNamespace } from "@orgwatch/manifest/heartbeat";
import { Construct } from "constructs";

/** Where alarms go, and what people lose when the thing that they watch fails. */
export type AlarmDuty = { readonly notify: string; readonly impact: string };

/** What people read, and where. */
export type AlarmText = AlarmDuty & {
  /** Unique in the account and region; starts with `orgwatch-`, by which the notifier knows our own alarms. */
  readonly name: string;
  /** What has happened when it fires, one sentence without a full stop. */
  readonly means: string;
};

export type ImpactAlarmProps = AlarmText & {
  readonly namespace:
    | "AWS/ApiGateway"
    | "AWS/Events"
    | "AWS/Lambda"
    | "AWS/SNS"
    | "AWS/SQS"
    | "AWS/Scheduler"
    | "AWS/States"
    | typeof metricNamespace;
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: "Sum" | "Maximum" | "Minimum";
  /** It fires at this value and above. */
  readonly threshold?: number;
  /** How long it measures before it judges; five minutes without it. */
  readonly periodSeconds?: number;
  /** How many such times in a row; once without it. */
  readonly periods?: number;
  /** What it means when nothing is measured: all is well (without it), or what was known last still holds. */
  readonly silence?: "all-is-well" | "changes-nothing";
};

/**
 * The name, description and actions of an alarm: it reaches people when it fires and when it is over. The description starts with the
 * impact, because the notifier makes its first sentence the headline.
 * @throws Error for a name that the notifier would not know, and without an impact.
 */
export function alarmText({ name, impact, means, notify }: AlarmText) {
  if (!name.startsWith("orgwatch-")) throw new Error(`alarm ${name}: its name must start with orgwatch-`);
  if (impact.trim() === "") throw new Error(`alarm ${name} needs an impact: what people lose`);
  return {
    alarmName: name,
    alarmDescription: `${impact}. ${means}.`,
    alarmActions: [notify],
    okActions: [notify],
  };
}

/**
 * Fires within five minutes (or the given time) and says so again when all is well. Silence is fine by default: most of these metrics exist only when there
 * is something to count.
 */
export class ImpactAlarm extends Construct {
  constructor(scope: Construct, id: string, props: ImpactAlarmProps) {
    super(scope, id);
    new CloudwatchMetricAlarm(this, "alarm", {
      ...alarmText(props),
      namespace: props.namespace,
      metricName: props.metric,
      dimensions: { ...props.dimensions },
      statistic: props.statistic,
      period: props.periodSeconds ?? 300,
      evaluationPeriods: props.periods ?? 1,
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold: props.threshold ?? 1,
      treatMissingData: props.silence === "changes-nothing" ? "ignore" : "notBreaching",
    });
  }
}
