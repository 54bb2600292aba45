// What the person who pressed a button or typed a command is told, and nobody else.
import type { Outcome } from "./decide-archive";

export const unknownWords = "Orgwatch does not know this button any more. Nothing has happened.";

export const unknownCommandWords = "Orgwatch does not know this command. Nothing has happened.";

/** A longer list is no help. */
const mostNames = 10;

/** To somebody who may not archive; the ids of those who may are shown as names. */
export function strangerWords(responders: readonly string[]): string {
  const people = responders
    .filter((id) => /^[UW][A-Z0-9]+$/.test(id))
    .slice(0, mostNames)
    .map((id) => `<@${id}>`);
  if (people.length === 0)
    return "Nobody may archive findings from Slack here. Please archive it in GuardDuty.";
  const more = responders.length > people.length ? " and some others" : "";
  return `Only ${people.join(", ")}${more} may archive findings. Please ask one of them.`;
}

/** To whoever pressed Archive. */
export function archivedWords(outcome: Outcome): string {
  switch (outcome.end) {
    case "archived":
      return "The finding is archived. If it has an incident in PagerDuty, that is resolved within minutes.";
    case "already-archived":
      return "The finding was archived before. Nothing is left to do.";
    case "kept":
      return `The finding is not archived: ${outcome.note}.`;
  }
}
