import type { RuleChange } from "@orgwatch/core/security-groups/change";
import { canBeTakenBack } from "./change-message";
import { denyQuestion } from "./taken-back";
import { ssh } from "./testing/sample-change";

it.each<[RuleChange, boolean]>([
  [{ kind: "added", rule: ssh }, true],
  [{ kind: "removed", rule: ssh }, true],
  [{ kind: "removed", ruleId: "sgr-1" }, false],
  [{ kind: "modified", ruleId: "sgr-1", before: ssh, after: ssh }, true],
  [{ kind: "modified", ruleId: "sgr-1", after: ssh }, false],
  [{ kind: "described", ruleId: "sgr-1", before: ssh }, true],
  [{ kind: "described", ruleId: "sgr-1", after: ssh }, false],
  [{ kind: "created" }, false],
  [{ kind: "deleted" }, false],
])("knows what can be taken back: %j: %s", (change, expected) => {
  expect([canBeTakenBack([change]), canBeTakenBack([{ kind: "created" }, change])]).toEqual([
    expected,
    expected,
  ]);
});

it.each<[RuleChange[], string]>([
  [[{ kind: "added", rule: ssh }], "Takes back 1 rule (removes 1) of sg-1 in acme-prod."],
  [
    [
      { kind: "removed", rule: ssh },
      { kind: "removed", rule: ssh },
    ],
    "Takes back 2 rules (adds 2 again) of sg-1 in acme-prod.",
  ],
  [
    [
      { kind: "described", before: ssh },
      { kind: "modified", ruleId: "sgr-1", before: ssh, after: ssh },
      { kind: "created" },
    ],
    "Takes back 2 rules (sets 2 back) of sg-1 in acme-prod. 1 more cannot be taken back.",
  ],
])("asks with what exactly will be done: %j", (ruleChanges, expected) => {
  const { text } = denyQuestion({ ruleChanges, groupId: "sg-1" }, "acme-prod");
  expect(text.text).toBe(`${expected} What somebody changed since is not touched.`);
});
