// What came of a decision, for whoever made it.
import { functionName } from "@orgwatch/manifest/names";
import { cleanLine } from "../terminal";
import { isAllTakenBack, stateInWords } from "./change-words";
import type { Followed } from "./follow-decision";
import { ruleLines } from "./render-change";

/** Whether the change is as the person wanted it. */
export function isGood({ end, change }: Followed): boolean {
  return end === "done" && (change.decision?.what === "keep" || isAllTakenBack(change));
}

/** In words, with each rule where something was done. */
export function endAsText({ end, change }: Followed): string {
  const show = `orgwatch sg show ${cleanLine(change.changeId, 60)}`;
  switch (end) {
    case "done":
      return change.decision?.what === "keep" ? "Kept.\n" : `${takenBackWords(change)}\n${rules(change)}`;
    case "overtaken":
      return change.state === "expired"
        ? "It expired before the decision arrived: the change stays.\n"
        : `Somebody else was faster: ${stateInWords(change)}.\n`;
    case "acting":
      return `It is denied; taking it back is not finished, and goes on in AWS. Its end: ${show}\n${rules(change)}`;
    case "unheard":
      return `The decision is handed over, and not made yet. Look again: ${show}
It is refused if you made the change yourself and the policy does not allow that. Otherwise ${functionName("sg-decisions")} is late: see its log,
and orgwatch redrive --lambda sg-decisions\n`;
  }
}

function takenBackWords(change: Followed["change"]): string {
  return isAllTakenBack(change) ? "Taken back:" : "Denied, and not all could be taken back:";
}

function rules(change: Followed["change"]): string {
  return `${ruleLines(change).join("\n")}\n`;
}
