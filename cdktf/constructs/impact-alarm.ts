// The only way to make an alarm here: it must say what it means and what people lose, and it must reach someone.
import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";

/** Where alarms go, and what people lose when the thing that they watch fails. */
export type AlarmDuty = { readonly notify: string; readonly impact: string };

export type ImpactAlarmProps = AlarmDuty & {
  /** Unique in the account and region; starts with `orgwatch-`, by which the notifier knows our own alarms. */
  readonly name: string;
  /** What has happened when it fires, one sentence without a full stop. */
  readonly means: string;
  readonly namespace: "AWS/Lambda" | "AWS/SQS" | "AWS/SNS" | "AWS/Events" | "AWS/Scheduler";
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: "Sum" | "Maximum" | "Minimum";
  /** It fires at this value and above. */
  readonly threshold?: number;
  /** How many times five minutes in a row; once without it. */
  readonly periods?: number;
  /** What it means when nothing is measured: all is well (without it), or what was known last still holds. */
  readonly silence?: "all-is-well" | "changes-nothing";
};

/**
 * Fires within five minutes and says so again when all is well. Silence is fine by default: most of these metrics exist only when there
 * is something to count. The description starts with the impact, because the notifier makes its first sentence the headline.
 */
export class ImpactAlarm extends Construct {
  constructor(scope: Construct, id: string, props: ImpactAlarmProps) {
    super(scope, id);
    if (!props.name.startsWith("orgwatch-"))
      throw new Error(`alarm ${props.name}: its name must start with orgwatch-`);
    if (props.impact.trim() === "") throw new Error(`alarm ${props.name} needs an impact: what people lose`);
    new CloudwatchMetricAlarm(this, "alarm", {
      alarmName: props.name,
      alarmDescription: `${props.impact}. ${props.means}.`,
      namespace: props.namespace,
      metricName: props.metric,
      dimensions: { ...props.dimensions },
      statistic: props.statistic,
      period: 300,
      evaluationPeriods: props.periods ?? 1,
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold: props.threshold ?? 1,
      treatMissingData: props.silence === "changes-nothing" ? "ignore" : "notBreaching",
      alarmActions: [props.notify],
      okActions: [props.notify],
    });
  }
}
