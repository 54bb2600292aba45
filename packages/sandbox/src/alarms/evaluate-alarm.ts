// Decides an alarm's state from the values of its periods, with missing ones treated as the alarm says.
import type { AlarmDefinition, AlarmState, Comparison } from "./alarm-definition";
import type { PeriodValue } from "./period-values";

/**
 * The state that the values mean; `state` is the one before. CloudWatch also looks at a few older periods when newest ones are missing,
 * how many it does not promise; here exactly the alarm's own periods count.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
export function evaluateAlarm(
  definition: AlarmDefinition,
  values: readonly PeriodValue[],
  state: AlarmState,
): AlarmState {
  const measured = values.flatMap(({ value }) => (value === undefined ? [] : [value]));
  const missing = values.length - measured.length;
  const breaching = measured.filter((value) => breaches(definition, value)).length;
  const needed = definition.datapointsToAlarm;
  const stateWhen = (alarm: boolean): AlarmState => (alarm ? "ALARM" : "OK");
  switch (definition.missingData) {
    case "breaching":
      return stateWhen(breaching + missing >= needed);
    case "notBreaching":
      return stateWhen(breaching >= needed);
    case "missing":
      if (measured.length === 0) return "INSUFFICIENT_DATA";
      return stateWhen(breaching >= Math.min(needed, measured.length));
    case "ignore":
      // The missing ones matter only when they could change the outcome.
      return breaching < needed && breaching + missing >= needed ? state : stateWhen(breaching >= needed);
  }
}

/** Whether a value is on the wrong side of the threshold. */
export function breaches(
  { comparison, threshold }: Pick<AlarmDefinition, "comparison" | "threshold">,
  value: number,
): boolean {
  return compare[comparison](value, threshold);
}

const compare: Readonly<Record<Comparison, (value: number, threshold: number) => boolean>> = {
  GreaterThanOrEqualToThreshold: (value, threshold) => value >= threshold,
  GreaterThanThreshold: (value, threshold) => value > threshold,
  LessThanOrEqualToThreshold: (value, threshold) => value <= threshold,
  LessThanThreshold: (value, threshold) => value < threshold,
};
