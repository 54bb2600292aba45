// What doctor says about one thing in one place: what is wrong, or that it may not look, and how to mend it.
import { MayNot } from "../init/caller-account";
import { cleanLine } from "../terminal";
import { wordsOf } from "../words-of-error";

/** `broken`: it is wrong. `unknown`: nobody could look; never taken for well. `where` begins with the region where there is one. All texts are clean. */
export type Finding = {
  readonly check: string;
  readonly state: "broken" | "unknown";
  readonly where: string;
  readonly what: string;
  readonly mend: string;
};

/** A finding of a check before it has the check's id. */
export type Found = Omit<Finding, "check">;

/** Something is wrong. */
export function broken(where: string, what: string, mend: string): Found {
  return { state: "broken", where: cleanLine(where, 200), what: cleanLine(what, 500), mend };
}

/** Nobody looked, and why. */
export function unseen(where: string, what: string, mend: string): Found {
  return { state: "unknown", where: cleanLine(where, 200), what: cleanLine(what, 500), mend };
}

/** Nobody could look: for want of a right, which is named, or because the other side failed. */
export function unknown(where: string, error: unknown): Found {
  const action = missingRight(error);
  return action === undefined
    ? unseen(where, `could not look: ${wordsOf(error)}`, "see to the reason, and run doctor again")
    : unseen(where, `may not look: the right ${action} is missing`, `give these credentials ${action}`);
}

/** AWS names the action in its refusal, e.g. `… is not authorized to perform: lambda:ListFunctions on resource: …`. */
function missingRight(error: unknown): string | undefined {
  if (error instanceof MayNot) return error.action;
  if (!(error instanceof Error)) return undefined;
  const [, action] = /not authorized to perform: ([a-z0-9-]+:[A-Za-z0-9]+)/.exec(error.message) ?? [];
  return action;
}
