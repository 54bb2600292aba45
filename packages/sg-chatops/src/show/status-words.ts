// Where a change stands: who is asked until when, who decided what, and what was done about it.
import type { Act, Change, Decision } from "@orgwatch/core/security-groups/change";
import { safeCode, slackTime } from "@orgwatch/core/slack-text";
import { plainly } from "./outside-words";
import { isReversible } from "./taken-back";

/** The beginning of the message's one-line text; empty while people are asked. */
export function statusTitle({ state, decision, risk }: Change): string {
  if (state === "expired") return "⌛ Expired";
  return decision === undefined ? "" : decisionTitle(decision, risk);
}

/** Where it stands, as mrkdwn; `hasButtons`: people see them below. */
export function statusWords(change: Change, { hasButtons }: { readonly hasButtons: boolean }): string {
  switch (change.state) {
    case "pending":
      return pendingWords(change, hasButtons);
    case "decided":
      return change.decision === undefined ? "Decided" : decisionWords(change, change.decision);
    case "expired":
      return expiredWords(change);
    case "noted":
      return `ℹ️ ${notedWords(change)}`;
    case "exempt":
    case "own":
      return `Not announced${change.quietBecause ? `: ${safeCode(change.quietBecause, 200)}` : ""}`;
  }
}

function pendingWords({ changeId, expiresOn, deniedOn }: Change, hasButtons: boolean): string {
  const isDenied = deniedOn !== undefined && (expiresOn === undefined || deniedOn < expiresOn);
  const moment = timeWords(isDenied ? deniedOn : expiresOn);
  const otherwise = isDenied ? "the policy denies it" : "the change stays";
  return [
    "❓ *Does this change stay?*",
    ...(moment === "" ? [] : [`Without an answer ${otherwise}: ${moment}`]),
    ...(hasButtons ? [] : [`Decide with ${safeCode(`orgwatch sg decide ${changeId} keep|deny`, 150)}`]),
  ].join(" · ");
}

function decisionTitle({ what, via, by }: Decision, risk: Change["risk"]): string {
  const verb = what === "keep" ? "✅ Kept" : "⛔ Denied";
  return via === "policy"
    ? `${verb} by the policy: risk ${risk}`
    : `${verb} by ${plainly(by.name, 80) || "somebody"}`;
}

function decisionWords(change: Change, decision: Decision): string {
  const { via, what, reason, at } = decision;
  const first = [
    `*${decisionTitle(decision, change.risk)}*`,
    ...(via === "cli" ? ["with orgwatch"] : []),
    ...[timeWords(at)].filter((words) => words !== ""),
    ...(what === "deny" ? [actWords(change)] : []),
  ].join(" · ");
  return reason ? `${first}\nReason: ${safeCode(reason, 300)}` : first;
}

const outcomes: readonly (readonly [Act["results"][number]["outcome"], string])[] = [
  ["taken-back", "taken back"],
  ["already", "already as before"],
  ["changed-since", "changed since: not touched"],
  ["unknown-before", "not known how it was: not touched"],
  ["failed", "failed"],
];

/** «taking it back…», and in the end a count of each outcome: nothing hides behind the rules that are not listed. */
function actWords({ act }: Change): string {
  if (act?.finishedAt === undefined) return "taking it back…";
  const counts = outcomes.map(
    ([outcome, words]) => [act.results.filter((one) => one.outcome === outcome).length, words] as const,
  );
  const shown = counts.filter(([number]) => number > 0).map(([number, words]) => `${number} ${words}`);
  return shown.length === 0 ? "nothing was left to take back" : shown.join(", ");
}

function expiredWords({ recordedAt, expiresOn }: Change): string {
  const hours =
    expiresOn === undefined ? Number.NaN : (Date.parse(expiresOn) - Date.parse(recordedAt)) / 3600_000;
  const within = Number.isFinite(hours) ? `within ${Math.round(hours)} h` : "in time";
  return `⌛ *Expired*: nobody answered ${within}, the change stays`;
}

function notedWords({ ruleChanges }: Change): string {
  if (ruleChanges.length === 0) return "What changed could not be read, so there is nothing to decide here.";
  if (ruleChanges.some(isReversible)) return "This is told only; there is nothing to decide.";
  if (ruleChanges.some(({ kind }) => kind === "created"))
    return "A new group lets nothing in by itself, so there is nothing to decide.";
  if (ruleChanges.some(({ kind }) => kind === "deleted"))
    return "A deleted group cannot be brought back from here, so there is nothing to decide.";
  return "Nobody knows how this was before, so it cannot be taken back from here and there is nothing to decide.";
}

function timeWords(iso: string | undefined): string {
  return iso === undefined ? "" : (slackTime(iso) ?? plainly(iso, 40));
}
