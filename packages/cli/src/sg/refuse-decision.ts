// Whether there is still something to decide about a change; the lambda that decides has the last word.
import { type Change, isOpen } from "@orgwatch/core/security-groups/change";
import { cleanLine } from "../terminal";
import { stateInWords } from "./change-words";

/** Why nobody can decide about it any more, in words; undefined when people still can. */
export function whyDecided(change: Change, now: Date): string | undefined {
  if (isOpen(change, now)) return undefined;
  switch (change.state) {
    case "decided":
      return `it is decided already: ${stateInWords(change)}`;
    case "pending":
    case "expired":
      return "it has expired: nobody answered in time, and the change stays. It can be undone in EC2 alone";
    case "noted":
      return "there is nothing to decide: Orgwatch cannot take this change back";
    case "exempt":
      return `nobody is asked about it: ${cleanLine(change.quietBecause ?? "the policy exempts it", 200)}`;
    case "own":
      return "it is one of Orgwatch's own acts";
  }
}
