// What the tag audit says about instances, in the same words on every screen. Tags are written by strangers: none may drive the terminal.
import type { Cell, Violation, ViolationAct } from "@orgwatch/core/tag-audit/violation";
import { localTime } from "../local-time";
import { cleanLine } from "../terminal";

/** `department is missing (there is Department); project is empty` */
export function problemWords(problems: readonly { readonly words: string }[]): string {
  return cleanLine(problems.map(({ words }) => words).join("; "), 200) || "-";
}

/** `stop 2030-01-08 10:00`; "-" when nothing follows. */
export function nextWords(next: Violation["next"], timeZone: string): string {
  return next === undefined ? "-" : `${next.stage} ${localTime(next.at, timeZone)}`;
}

const outcomes: Readonly<Record<NonNullable<ViolationAct["outcome"]>, string>> = {
  done: "done",
  "found-done": "done already",
  skipped: "skipped",
  refused: "refused",
  failed: "failed",
};

/** How an act ended, with the reason; an act without an end is one whose worker may have died in it. */
export function outcomeWords({ outcome, words }: Pick<ViolationAct, "outcome" | "words">): string {
  const how = outcome === undefined ? "begun, and nobody knows its end yet" : outcomes[outcome];
  return words ? `${how}: ${cleanLine(words, 300)}` : how;
}

/** `seen`, or what is wrong with it. */
export function canaryWords({ result, canary, canaryWords: why }: Cell): string {
  if (result !== "ok") return "-";
  if (canary === "seen") return "seen";
  const how = canary === "missing" ? "MISSING" : "unproven";
  return why ? `${how}: ${cleanLine(why, 160)}` : how;
}

/** `1 instance`, `2 instances`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
