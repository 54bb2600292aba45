// A security-group change in a few plain words: who made it, what it did, what became of it.
import { type Change, isUndone, type RuleResult } from "@orgwatch/core/security-groups/change";
import { cleanLine } from "../terminal";
import { ruleChangeWords } from "./rule-words";

/** What became of a change, as `--state` takes it. */
export const stateWords = ["pending", "denied", "kept", "expired", "noted", "exempt", "own"] as const;
export type StateWord = (typeof stateWords)[number];

/** One word: a decided change is kept or denied. */
export function stateOf({ state, decision }: Pick<Change, "state" | "decision">): StateWord {
  if (state !== "decided") return state;
  return decision?.what === "deny" ? "denied" : "kept";
}

/** The word, who decided, and how far a denied change has been taken back. */
export function stateInWords(change: Change): string {
  const word = stateOf(change);
  const by = change.decision ? ` by ${cleanLine(change.decision.by.name, 60) || "unknown"}` : "";
  if (word !== "denied") return `${word}${by}`;
  if (isUndone(change)) return `denied${by}, not taken back yet`;
  return `denied${by}, ${isAllTakenBack(change) ? "taken back" : "not all taken back"}`;
}

/** Whether all of it is as it was before the change. */
export function isAllTakenBack({ act }: Pick<Change, "act">): boolean {
  return (
    act?.finishedAt !== undefined &&
    act.results.every(({ outcome }) => outcome === "taken-back" || outcome === "already")
  );
}

const outcomes: Readonly<Record<RuleResult["outcome"], string>> = {
  "taken-back": "taken back",
  already: "was as before already",
  "changed-since": "changed since by somebody: not touched",
  "unknown-before": "nobody knows how it was before: not touched",
  failed: "failed",
};

/** What became of taking back one rule. */
export function resultWords({ outcome, words }: Pick<RuleResult, "outcome" | "words">): string {
  return words ? `${outcomes[outcome]}: ${cleanLine(words, 300)}` : outcomes[outcome];
}

/** The person or program: `alice@acme.example`, `role ci/build-42`, `root`. */
export function authorInShort({ author }: Pick<Change, "author">): string {
  const { kind, name, session } = author;
  if (kind === "root") return "root";
  if (kind === "identity-center") return cleanLine(session ?? name, 80);
  if (kind === "role") return cleanLine(`role ${session ? `${name}/${session}` : name}`, 80);
  return cleanLine(name, 80) || "unknown";
}

/** `web (sg-1)`, or what there is of it. */
export function groupWords({ groupId, groupName }: Pick<Change, "groupId" | "groupName">): string {
  const both = groupId && groupName ? `${groupName} (${groupId})` : (groupId ?? groupName ?? "");
  return cleanLine(both, 100) || "unknown";
}

/** The first rule, and how many there are beside it. */
export function whatInShort({ ruleChanges }: Pick<Change, "ruleChanges">): string {
  const [first, ...others] = ruleChanges;
  if (first === undefined) return "nothing that Orgwatch understands";
  const more = others.length === 0 ? "" : ` and ${others.length} more`;
  return `${cleanLine(ruleChangeWords(first), 90)}${more}`;
}
