import { periodOf } from "./schedules";

it.each([
  ["rate(1 minute)", 60_000],
  ["rate(15 minutes)", 900_000],
  ["rate(1 hour)", 3_600_000],
  ["rate(2 days)", 172_800_000],
  ["rate(60 days)", 2_147_483_647],
])("%s comes every %d ms", (expression, expected) => {
  expect(periodOf({ name: "s", expression })).toBe(expected);
});

it.each(["cron(0 9 * * ? *)", "rate(0 hours)", "rate(1 week)", "hourly"])("refuses %s", (expression) => {
  expect(() => periodOf({ name: "s", expression })).toThrow(
    `The schedule s is ${expression}; the sandbox honours rate(…) schedules only`,
  );
});
