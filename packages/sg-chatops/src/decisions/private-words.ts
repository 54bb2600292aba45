// What a person who pressed Keep or Deny is told, and nobody else.
import type { Change, Decision, RuleResult } from "@orgwatch/core/security-groups/change";
import type { Policy } from "@orgwatch/core/security-groups/policy";
import { safeLine, slackTime } from "@orgwatch/core/slack-text";

export const unknownWords = "Orgwatch does not know this button any more. Nothing has happened.";

export const unknownCommandWords = "Orgwatch does not know this command. Nothing has happened.";

export const forgottenWords = "Orgwatch has no record of this change any more. Nothing has happened.";

export const expiredWords =
  "Nobody answered in time, so this change stays. To take it back now, please do it in EC2.";

export const nothingToDecideWords = "There is nothing to decide about this change.";

/** A longer list is no help. */
const mostNames = 10;

/** To somebody who is not on the list. */
export function decidersWords({ users, userGroups }: Policy["deciders"]): string {
  const named = [
    ...users.filter((id) => /^[UW][A-Z0-9]+$/.test(id)).map((id) => `<@${id}>`),
    ...userGroups.filter((id) => /^S[A-Z0-9]+$/.test(id)).map((id) => `<!subteam^${id}>`),
  ];
  if (named.length === 0) return "Nobody may decide about security-group changes from Slack here.";
  const more = named.length > mostNames ? " and some others" : "";
  return `Only ${named.slice(0, mostNames).join(", ")}${more} may decide about security-group changes. Please ask one of them.`;
}

/** To whoever came too late: who was first, with what, and when. */
export function decidedWords({ by, via, what, at }: Decision): string {
  const who = via === "policy" ? "the policy" : nameOf(by);
  return `This change was decided already: ${what === "keep" ? "kept" : "denied"} by ${who}, ${slackTime(at) ?? at}.`;
}

/** A mention of somebody in a message that one person alone sees tells nobody else. */
function nameOf({ id, name }: Decision["by"]): string {
  return /^[UW][A-Z0-9]+$/.test(id) ? `<@${id}>` : safeLine(name || id, 100);
}

/** To whoever decided, when all is done. */
export function doneWords({ decision, act }: Pick<Change, "decision" | "act">): string {
  if (decision?.what !== "deny") return "You kept the change: everything stays as it is.";
  const results = act?.results ?? [];
  const counts = outcomes.flatMap(([outcome, words]) => {
    const count = results.filter((result) => result.outcome === outcome).length;
    return count === 0 ? [] : [`${count} ${words}`];
  });
  const all = results.every(({ outcome }) => outcome === "taken-back" || outcome === "already");
  const end = all ? "Nothing of it is left." : "The message in the channel says more.";
  return `You denied the change. Rules: ${counts.join(", ") || "none"}. ${end}`;
}

const outcomes: readonly (readonly [RuleResult["outcome"], string])[] = [
  ["taken-back", "taken back"],
  ["already", "already as before"],
  ["changed-since", "changed by somebody since and not touched"],
  ["unknown-before", "not touched, because nobody knows how it was before"],
  ["failed", "failed"],
];
