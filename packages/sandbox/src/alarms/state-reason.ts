// CloudWatch's own words for why an alarm changed its state.
import type { AlarmDefinition, AlarmState, Comparison, MissingData } from "./alarm-definition";
import { breaches } from "./evaluate-alarm";
import type { PeriodValue } from "./period-values";

/** The sentence that stands in NewStateReason; it shows the values that speak for the new state, newest first. */
export function stateReason(
  definition: AlarmDefinition,
  values: readonly PeriodValue[],
  change: { readonly from: AlarmState; readonly to: AlarmState },
): string {
  const missing = values.filter(({ value }) => value === undefined).length;
  if (change.to === "INSUFFICIENT_DATA")
    return `Insufficient Data: ${counted(missing, "datapoint was", "datapoints were")} unknown.`;
  const treated = `${counted(missing, "missing datapoint was", "missing datapoints were")} treated as ${treatments[definition.missingData]}`;
  const shown = values.flatMap(({ start, value }) =>
    value !== undefined && breaches(definition, value) === (change.to === "ALARM") ? [{ start, value }] : [],
  );
  if (shown.length === 0)
    return `Threshold Crossed: no datapoints were received for ${counted(values.length, "period", "periods")} and ${treated}.`;
  const list = shown
    .toReversed()
    .map(({ start, value }) => `${decimal(value)} (${dayAndTime(start)})`)
    .join(", ");
  const compared = `${shown.length === 1 ? "was" : "were"} ${change.to === "ALARM" ? "" : "not "}${comparedAs[definition.comparison]} the threshold (${decimal(definition.threshold)})`;
  if (missing > 0)
    return `Threshold Crossed: ${counted(shown.length, "datapoint", "datapoints")} [${list}] ${compared} and ${treated}.`;
  const { evaluationPeriods, datapointsToAlarm } = definition;
  const needed = change.to === "ALARM" ? datapointsToAlarm : evaluationPeriods - datapointsToAlarm + 1;
  return `Threshold Crossed: ${shown.length} out of the last ${evaluationPeriods} datapoints [${list}] ${compared} (minimum ${counted(needed, "datapoint", "datapoints")} for ${change.from} -> ${change.to} transition).`;
}

const treatments: Readonly<Record<MissingData, string>> = {
  breaching: "[Breaching]",
  notBreaching: "[NonBreaching]",
  ignore: "[Ignore]",
  missing: "[Missing]",
};

const comparedAs: Readonly<Record<Comparison, string>> = {
  GreaterThanOrEqualToThreshold: "greater than or equal to",
  GreaterThanThreshold: "greater than",
  LessThanOrEqualToThreshold: "less than or equal to",
  LessThanThreshold: "less than",
};

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** CloudWatch writes 1.0 where JavaScript writes 1. */
function decimal(value: number): string {
  return Number.isInteger(value) ? value.toFixed(1) : String(value);
}

/** `07/01/30 09:05:00`, in UTC. */
function dayAndTime(date: Date): string {
  const [year = "", month, day] = date.toISOString().slice(0, 10).split("-");
  return `${day}/${month}/${year.slice(2)} ${date.toISOString().slice(11, 19)}`;
}
