import { type DataPoint, newMetrics } from "./metrics";
import { periodValues } from "./period-values";
import { after, errors, points, sampleAlarm } from "./sample-alarm";

const invocations = { ...errors, name: "Invocations" };

function measured(...all: readonly DataPoint[]) {
  const metrics = newMetrics();
  metrics.add(...all);
  return metrics.of;
}

it("gives each complete period its value: its first moment belongs to it, its end to the next", () => {
  const pointsOf = measured(...points(errors, [-1, 100], [0, 1], [299, 2], [300, 4], [601, 100]));
  const alarm = sampleAlarm({ evaluationPeriods: 2 });
  expect(periodValues(alarm, pointsOf, { since: after(-900), now: after(899) })).toEqual([
    { start: after(0), value: 3 },
    { start: after(300), value: 4 },
  ]);
});

it("leaves a silent period without a value", () => {
  const alarm = sampleAlarm({ evaluationPeriods: 3 });
  expect(
    periodValues(alarm, measured(...points(errors, [301, 0])), { since: after(0), now: after(900) }),
  ).toEqual([
    { start: after(0), value: undefined },
    { start: after(300), value: 0 },
    { start: after(600), value: undefined },
  ]);
});

it.each([
  ["Sum", 9],
  ["Average", 3],
  ["SampleCount", 3],
  ["Maximum", 6],
  ["Minimum", 1],
] as const)("knows the %s", (statistic, value) => {
  const alarm = sampleAlarm({ watched: { kind: "metric", metric: errors, statistic } });
  const pointsOf = measured(...points(errors, [10, 2], [20, 6], [30, 1]));
  expect(periodValues(alarm, pointsOf, { since: after(0), now: after(300) })).toEqual([
    { start: after(0), value },
  ]);
});

it("subtracts what was seen here from what was seen before; silence is nothing seen", () => {
  const sum = (metric: typeof errors) => ({ metric, statistic: "Sum" as const });
  const alarm = sampleAlarm({
    evaluationPeriods: 4,
    watched: { kind: "difference", before: sum(invocations), here: sum(errors) },
  });
  const pointsOf = measured(...points(invocations, [0, 1], [300, 1]), ...points(errors, [1, 1], [900, 1]));
  expect(periodValues(alarm, pointsOf, { since: after(0), now: after(1200) })).toEqual([
    { start: after(0), value: 0 },
    { start: after(300), value: 1 },
    { start: after(600), value: 0 },
    { start: after(900), value: -1 },
  ]);
});

it.each([
  ["before the first period is over", 0, 599, undefined],
  ["for a period that had begun before", 1, 600, undefined],
  ["until the first that it has seen whole is over", 1, 900, 2],
])("says nothing %s", (_, since, now, expected) => {
  const alarm = sampleAlarm({ evaluationPeriods: 2 });
  expect(periodValues(alarm, measured(), { since: after(since), now: after(now) })?.length).toBe(expected);
});
