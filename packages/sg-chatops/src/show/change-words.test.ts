import type { RuleChange, RuleResult } from "@orgwatch/core/security-groups/change";
import { changeWords, resultWords } from "./change-words";
import { ssh } from "./testing/sample-change";

const office = { ...ssh, peer: { kind: "ipv4", cidr: "203.0.113.0/24" } } as const;
const words = "TCP 22 (SSH) from anywhere (0.0.0.0/0)";

it.each<[RuleChange, string]>([
  [{ kind: "added", rule: ssh }, `+ in: ${words}`],
  [{ kind: "added", rule: { ...ssh, direction: "egress" } }, "+ out: TCP 22 (SSH) to anywhere (0.0.0.0/0)"],
  [{ kind: "removed", rule: ssh }, `− in: ${words}`],
  [{ kind: "removed", ruleId: "sgr-1" }, "− a rule that nobody knows (sgr-1)"],
  [{ kind: "removed" }, "− a rule that nobody knows"],
  [
    { kind: "modified", ruleId: "sgr-1", before: office, after: ssh },
    `～ in: was TCP 22 (SSH) from 203.0.113.0/24, is now ${words}`,
  ],
  [{ kind: "modified", ruleId: "sgr-1", after: ssh }, `～ in: is now ${words} (how it was is not known)`],
  [
    {
      kind: "described",
      before: { ...ssh, description: "old" },
      after: { ...ssh, description: "new" },
      description: "new",
    },
    `✎ in: ${words}: the description is now \`new\` (was \`old\`)`,
  ],
  [
    { kind: "described", before: { ...ssh, description: "old" } },
    `✎ in: ${words}: the description is now empty (was \`old\`)`,
  ],
  [
    { kind: "described", ruleId: "sgr-1", description: "new" },
    "✎ a rule that nobody knows (sgr-1): the description is now `new` (what it was is not known)",
  ],
  [{ kind: "created" }, "+ the group itself is new"],
  [{ kind: "deleted" }, "− the group itself is deleted"],
])("says %j", (change, expected) => {
  expect(changeWords(change, { accountId: "111111111111" })).toBe(expected);
});

it.each<[Omit<RuleResult, "index">, RuleChange["kind"], boolean, string]>([
  [{ outcome: "taken-back" }, "added", true, "↩︎ *taken back*"],
  [{ outcome: "taken-back", words: "with a new id" }, "removed", true, "↩︎ *taken back* (`with a new id`)"],
  [{ outcome: "already" }, "added", true, "✓ *already gone*"],
  [{ outcome: "already" }, "removed", true, "✓ *already there again*"],
  [{ outcome: "already" }, "modified", true, "✓ *already as it was before*"],
  [{ outcome: "changed-since" }, "added", true, "⚠️ *changed since by somebody: not touched*"],
  [{ outcome: "unknown-before" }, "removed", true, "⚠️ *not known how it was before: not touched*"],
  [{ outcome: "failed", words: "no access" }, "added", true, "❌ *failed*: `no access`"],
  [{ outcome: "failed" }, "added", true, "❌ *failed*"],
  [{ outcome: "failed", words: "no access" }, "added", false, "⏳ *not yet*: `no access`"],
])("says what became of it: %j of what was %s", (result, kind, isFinished, expected) => {
  const change: RuleChange =
    kind === "modified"
      ? { kind, ruleId: "sgr-1", after: ssh }
      : kind === "added"
        ? { kind, rule: ssh }
        : { kind: "removed" };
  expect(resultWords({ index: 0, ...result }, change, isFinished)).toBe(expected);
});
