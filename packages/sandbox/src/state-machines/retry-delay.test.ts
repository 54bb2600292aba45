import { type Attempts, nextTry } from "./retry-delay";
import { covers } from "./states-error";

const rule = { BackoffRate: 2, IntervalSeconds: 3, JitterStrategy: "NONE", MaxAttempts: 3 } as const;
const half = () => 0.5;

function waits(rules: Parameters<typeof nextTry>[0], errors: readonly string[]): (number | undefined)[] {
  let attempts: Attempts = new Map();
  return errors.map((error) => {
    const again = nextTry(rules, error, attempts, half);
    attempts = again?.attempts ?? attempts;
    return again?.milliseconds;
  });
}

it("waits longer each time, until the rule is used up", () => {
  const rules = [{ ...rule, ErrorEquals: ["E"] }];
  expect(waits(rules, ["E", "E", "E", "E"])).toEqual([3000, 6000, 12_000, undefined]);
});

it("counts each rule alone and takes the first that covers the error", () => {
  const rules = [
    { ...rule, ErrorEquals: ["E", "F"], MaxAttempts: 1 },
    { ...rule, ErrorEquals: ["States.ALL"], IntervalSeconds: 1 },
  ];
  expect(waits(rules, ["E", "G", "F", "G"])).toEqual([3000, 1000, undefined, 2000]);
});

it("waits no longer than it may, and less by chance", () => {
  const rules = [{ ...rule, ErrorEquals: ["E"], MaxDelaySeconds: 5, JitterStrategy: "FULL" as const }];
  expect(waits(rules, ["E", "E", "E"])).toEqual([1500, 2500, 2500]);
});

it.each([
  [["E"], "E", true],
  [["E"], "F", false],
  [["States.TaskFailed"], "E", true],
  [["States.TaskFailed"], "States.Timeout", false],
  [["States.ALL"], "States.Timeout", true],
  [["States.ALL"], "States.DataLimitExceeded", false],
  [["States.ALL"], "States.Runtime", false],
])("%j covers %s: %s", (listed, error, expected) => {
  expect(covers(listed, error)).toBe(expected);
});
