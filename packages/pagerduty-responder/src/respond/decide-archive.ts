// Whether a finding is archived, given what GuardDuty says of it and when somebody decided that it is dealt with.
import type { Finding } from "./findings";

/**
 * What was decided. Only a person knows that a finding is dealt with: a timeout or an integration that ends an incident does not.
 * `tried`: an earlier run of the same decision may have come as far as GuardDuty. `reopened`: somebody took the decision back since.
 */
export type Decision = {
  readonly at: string;
  readonly byPerson: boolean;
  readonly tried: boolean;
  readonly reopened?: boolean;
};

/** `archived` is this decision's own doing; `note` says to people why nothing was done. */
export type Outcome =
  | { readonly end: "archived" }
  | { readonly end: "already-archived" }
  | { readonly end: "kept"; readonly note: string };

/** What to do: archive it, or the outcome where nothing is left to do. */
export function decideArchive(
  finding: Finding | undefined,
  decision: Decision,
): Outcome | { readonly end: "to-archive" } {
  if (finding === undefined) return { end: "kept", note: "GuardDuty does not know this finding any more" };
  if (finding.archived) return { end: decision.tried && decision.byPerson ? "archived" : "already-archived" };
  if (!decision.byPerson)
    return { end: "kept", note: "no person resolved it, so it stays open in GuardDuty" };
  if (decision.reopened) return { end: "kept", note: "reopened since" };
  if (isLater(finding.lastSeen, decision.at)) return { end: "kept", note: "seen again since" };
  return { end: "to-archive" };
}

/** A finding that does not say when it was seen is taken for unchanged. */
function isLater(lastSeen: string | undefined, at: string): boolean {
  return lastSeen !== undefined && Date.parse(lastSeen) > Date.parse(at);
}
