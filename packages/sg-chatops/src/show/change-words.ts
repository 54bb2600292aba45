// What happened to one rule, in a line; and what became of taking it back.
import type { RuleChange, RuleResult } from "@orgwatch/core/security-groups/change";
import type { Rule } from "@orgwatch/core/security-groups/rule";
import { safeCode } from "@orgwatch/core/slack-text";
import { plainly } from "./outside-words";
import { type Home, matterWords, ruleWords } from "./rule-words";

/** «+ in: TCP 22 (SSH) from anywhere (0.0.0.0/0)», as mrkdwn, at most about 1,100 characters. */
export function changeWords(change: RuleChange, home: Home): string {
  switch (change.kind) {
    case "added":
      return `+ ${wayOf(change.rule)} ${ruleWords(change.rule, home)}`;
    case "removed":
      return change.rule === undefined
        ? `− a rule that nobody knows${idWords(change.ruleId)}`
        : `− ${wayOf(change.rule)} ${ruleWords(change.rule, home)}`;
    case "modified":
      return modifiedWords(change, home);
    case "described":
      return describedWords(change, home);
    case "created":
      return "+ the group itself is new";
    case "deleted":
      return "− the group itself is deleted";
  }
}

function modifiedWords({ before, after }: RuleChange & { readonly kind: "modified" }, home: Home): string {
  const now = ruleWords(after, home);
  return before === undefined
    ? `～ ${wayOf(after)} is now ${now} (how it was is not known)`
    : `～ ${wayOf(after)} was ${ruleWords(before, home)}, is now ${now}`;
}

function describedWords(change: RuleChange & { readonly kind: "described" }, home: Home): string {
  const { before, after, ruleId, description } = change;
  const rule = after ?? before;
  const which =
    rule === undefined
      ? `a rule that nobody knows${idWords(ruleId)}`
      : `${wayOf(rule)} ${matterWords(rule, home)}`;
  const was =
    before === undefined ? "what it was is not known" : `was ${descriptionWords(before.description)}`;
  return `✎ ${which}: the description is now ${descriptionWords(description)} (${was})`;
}

function descriptionWords(description: string | undefined): string {
  return description ? safeCode(description, 100) || "empty" : "empty";
}

function wayOf({ direction }: Rule): string {
  return direction === "ingress" ? "in:" : "out:";
}

function idWords(ruleId: string | undefined): string {
  return ruleId === undefined ? "" : ` (${plainly(ruleId, 40)})`;
}

/** «↩︎ taken back». What failed may still succeed as long as the act has no end. */
export function resultWords(result: RuleResult, { kind }: RuleChange, isFinished: boolean): string {
  const details = result.words ? safeCode(result.words, 150) : "";
  const because = details === "" ? "" : ` (${details})`;
  switch (result.outcome) {
    case "taken-back":
      return `↩︎ *taken back*${because}`;
    case "already":
      return `✓ *${alreadyWords(kind)}*${because}`;
    case "changed-since":
      return `⚠️ *changed since by somebody: not touched*${because}`;
    case "unknown-before":
      return `⚠️ *not known how it was before: not touched*${because}`;
    case "failed":
      return `${isFinished ? "❌ *failed*" : "⏳ *not yet*"}${details === "" ? "" : `: ${details}`}`;
  }
}

function alreadyWords(kind: RuleChange["kind"]): string {
  if (kind === "added") return "already gone";
  return kind === "removed" ? "already there again" : "already as it was before";
}
