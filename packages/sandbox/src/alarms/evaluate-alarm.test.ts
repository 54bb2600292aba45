import { evaluateAlarm } from "./evaluate-alarm";
import { after, sampleAlarm } from "./sample-alarm";

/** Oldest first: 0 is fine, 9 is over the threshold, - is missing. */
function periods(pattern: string) {
  return [...pattern].map((sign, index) => ({
    start: after(index * 300),
    value: { "0": 0, "9": 9 }[sign],
  }));
}

/** What comes of the pattern for missing, ignore, breaching and notBreaching, when the alarm was in INSUFFICIENT_DATA before. */
function outcomes(pattern: string, datapointsToAlarm: number) {
  return (["missing", "ignore", "breaching", "notBreaching"] as const).map((missingData) => {
    const alarm = sampleAlarm({ evaluationPeriods: pattern.length, datapointsToAlarm, missingData });
    return evaluateAlarm(alarm, periods(pattern), "INSUFFICIENT_DATA");
  });
}

const kept = "INSUFFICIENT_DATA";

it.each([
  ["000", 3, ["OK", "OK", "OK", "OK"]],
  ["999", 3, ["ALARM", "ALARM", "ALARM", "ALARM"]],
  ["099", 3, ["OK", "OK", "OK", "OK"]],
  ["99-", 3, ["ALARM", kept, "ALARM", "OK"]],
  ["0--", 3, ["OK", "OK", "OK", "OK"]],
  ["-9-", 3, ["ALARM", kept, "ALARM", "OK"]],
  ["---", 3, ["INSUFFICIENT_DATA", kept, "ALARM", "OK"]],
  ["0-9", 2, ["OK", kept, "ALARM", "OK"]],
  ["909", 2, ["ALARM", "ALARM", "ALARM", "ALARM"]],
  ["--9", 2, ["ALARM", kept, "ALARM", "OK"]],
  ["-", 1, ["INSUFFICIENT_DATA", kept, "ALARM", "OK"]],
])("%s with %d to alarm", (pattern, datapointsToAlarm, expected) => {
  expect(outcomes(pattern, datapointsToAlarm)).toEqual(expected);
});

it.each([
  ["GreaterThanOrEqualToThreshold", ["OK", "ALARM", "ALARM"]],
  ["GreaterThanThreshold", ["OK", "OK", "ALARM"]],
  ["LessThanOrEqualToThreshold", ["ALARM", "ALARM", "OK"]],
  ["LessThanThreshold", ["ALARM", "OK", "OK"]],
] as const)("compares by %s", (comparison, expected) => {
  const alarm = sampleAlarm({ comparison, threshold: 2 });
  const states = [1, 2, 3].map((value) => evaluateAlarm(alarm, [{ start: after(0), value }], "OK"));
  expect(states).toEqual(expected);
});
