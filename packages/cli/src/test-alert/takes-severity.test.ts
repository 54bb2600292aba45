import { standardRules } from "@orgwatch/manifest/alerting-rules";
import { takesSeverity } from "./takes-severity";

it.each([
  [0.5, []],
  [1, ["finding-notification"]],
  [6.9, ["finding-notification"]],
  [7, ["finding-alert"]],
  [9.5, ["finding-alert"]],
])("finds the rule of severity %d", (severity, names) => {
  const rules = standardRules({ alertFrom: 7, notifyFrom: 1 });
  expect(
    rules.filter(({ pattern }) => takesSeverity(JSON.stringify(pattern), severity)).map(({ name }) => name),
  ).toEqual(names);
});

const about = (severity?: unknown[]) =>
  JSON.stringify({
    source: ["aws.guardduty"],
    "detail-type": ["GuardDuty Finding"],
    ...(severity === undefined ? {} : { detail: { severity } }),
  });

it.each([
  ["a pattern for every finding", about(), true],
  ["a plain number", about([5]), true],
  ["another number", about([8]), false],
  ["numbers between", about([{ numeric: [">", 4, "<=", 5] }]), true],
  ["an equal number", about([{ numeric: ["=", 5] }]), true],
  ["any severity at all", about([{ exists: true }]), true],
  ["none", about([{ exists: false }, null]), false],
  ["a condition that it does not know", about([{ prefix: "5" }]), false],
  ["an operator that it does not know", about([{ numeric: ["~", 5] }]), false],
  ["what is no JSON", "{", false],
])("judges %s", (_, pattern, taken) => {
  expect(takesSeverity(pattern, 5)).toBe(taken);
});
