// What Deny would do: which rule changes can be taken back, and the question that is asked before.
import type { Change, RuleChange } from "@orgwatch/core/security-groups/change";
import { cut } from "@orgwatch/core/slack-text";
import type { ConfirmationDialog } from "@slack/types";
import { plainly } from "./outside-words";

/** Whether the change of this rule can be taken back: only when it is known how the rule was before. */
export function isReversible(change: RuleChange): boolean {
  switch (change.kind) {
    case "added":
      return true;
    case "removed":
      return change.rule !== undefined;
    case "modified":
    case "described":
      return change.before !== undefined;
    case "created":
    case "deleted":
      return false;
  }
}

/** Slack's limit for the text of a dialog. */
const textLimit = 300;

/** The dialog behind Deny. `place` is the account, escaped. */
export function denyQuestion(
  { ruleChanges, groupId, groupName }: Pick<Change, "ruleChanges" | "groupId" | "groupName">,
  place: string,
): ConfirmationDialog {
  const group = plainly(groupId ?? groupName ?? "the group", 60);
  const reversible = ruleChanges.filter(isReversible);
  const left = ruleChanges.length - reversible.length;
  const text = [
    `${takesBack(reversible)} of ${group} in ${place}.`,
    ...(left === 0 ? [] : [`${left} more cannot be taken back.`]),
    "What somebody changed since is not touched.",
  ].join(" ");
  return {
    title: { type: "plain_text", text: "Deny this change?", emoji: false },
    text: { type: "plain_text", text: cut(text, textLimit), emoji: false },
    confirm: { type: "plain_text", text: "Deny", emoji: false },
    deny: { type: "plain_text", text: "Cancel", emoji: false },
    style: "danger",
  };
}

/** «Takes back 3 rules: removes 2, adds 1 again», or without the list where it would say the same. */
function takesBack(reversible: readonly RuleChange[]): string {
  const count = (...kinds: readonly RuleChange["kind"][]) =>
    reversible.filter(({ kind }) => kinds.includes(kind)).length;
  const acts = [
    { number: count("added"), before: "removes", after: "" },
    { number: count("removed"), before: "adds", after: " again" },
    { number: count("modified", "described"), before: "sets", after: " back" },
  ].filter(({ number }) => number > 0);
  const words = acts.map(({ number, before, after }) => `${before} ${number}${after}`).join(", ");
  return `Takes back ${reversible.length} ${reversible.length === 1 ? "rule" : "rules"} (${words})`;
}
