import type { AlarmState } from "./alarm-definition";
import { after, sampleAlarm } from "./sample-alarm";
import { stateReason } from "./state-reason";

const heartbeat = sampleAlarm({
  comparison: "LessThanThreshold",
  threshold: 1,
  evaluationPeriods: 2,
  datapointsToAlarm: 2,
  missingData: "breaching",
});

function reason(
  values: readonly (number | undefined)[],
  from: AlarmState,
  to: AlarmState,
  alarm = heartbeat,
) {
  const periods = values.map((value, index) => ({ start: after(index * 300), value }));
  return stateReason(alarm, periods, { from, to });
}

it("shows the values that speak for the change, newest first", () => {
  expect([
    reason([0, 0.5], "OK", "ALARM"),
    reason([0, 1], "ALARM", "OK"),
    reason([2], "OK", "ALARM", sampleAlarm()),
  ]).toEqual([
    "Threshold Crossed: 2 out of the last 2 datapoints [0.5 (07/01/30 09:05:00), 0.0 (07/01/30 09:00:00)] were less than the threshold (1.0) (minimum 2 datapoints for OK -> ALARM transition).",
    "Threshold Crossed: 1 out of the last 2 datapoints [1.0 (07/01/30 09:05:00)] was not less than the threshold (1.0) (minimum 1 datapoint for ALARM -> OK transition).",
    "Threshold Crossed: 1 out of the last 1 datapoints [2.0 (07/01/30 09:00:00)] was greater than or equal to the threshold (2.0) (minimum 1 datapoint for OK -> ALARM transition).",
  ]);
});

it("says how silence was taken", () => {
  expect([
    reason([undefined, undefined], "OK", "ALARM"),
    reason([undefined, 1], "ALARM", "OK"),
    reason([undefined], "ALARM", "OK", sampleAlarm()),
    reason([undefined, undefined], "OK", "INSUFFICIENT_DATA", sampleAlarm({ missingData: "missing" })),
  ]).toEqual([
    "Threshold Crossed: no datapoints were received for 2 periods and 2 missing datapoints were treated as [Breaching].",
    "Threshold Crossed: 1 datapoint [1.0 (07/01/30 09:05:00)] was not less than the threshold (1.0) and 1 missing datapoint was treated as [Breaching].",
    "Threshold Crossed: no datapoints were received for 1 period and 1 missing datapoint was treated as [NonBreaching].",
    "Insufficient Data: 2 datapoints were unknown.",
  ]);
});
