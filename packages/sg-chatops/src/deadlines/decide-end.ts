// What has to be done about a change whose time has come.
import type { SgDecision } from "@orgwatch/core/handed";
import { type Change, isUndone } from "@orgwatch/core/security-groups/change";

/**
 * `deny`: the policy decides now. `expire`: nobody can decide any more. `tell`: it has expired, and its message may not say so yet.
 * `resume`: it was denied, and whoever took it back has not come to the end; `abandon`: for too long. `settle`: nothing waits here any more.
 */
export type End = "deny" | "expire" | "tell" | "resume" | "abandon" | "settle";

/** What could not be taken back for so long nobody tries any more: the dead-letter queue has the reasons. */
const resumedForMs = 24 * 3600_000;

/** Decides by the change alone; undefined: its time has not come. The end comes before the policy: what nobody may decide any more the policy may not either. */
export function decideEnd(change: Change, now: Date): End | undefined {
  const { state, expiresOn, deniedOn, dueAt, decision } = change;
  if (state === "expired") return dueAt === undefined ? undefined : "tell";
  if (state === "decided" && decision !== undefined && isUndone(change)) {
    if (!isReached(dueAt, now)) return undefined;
    return Date.parse(decision.at) + resumedForMs <= now.getTime() ? "abandon" : "resume";
  }
  if (state !== "pending") return dueAt === undefined ? undefined : "settle";
  if (isReached(expiresOn, now)) return "expire";
  return isReached(deniedOn, now) ? "deny" : undefined;
}

function isReached(time: string | undefined, now: Date): boolean {
  return time !== undefined && Date.parse(time) <= now.getTime();
}

/** The policy's decision about a change that nobody answered: the same one however often it is handed over. */
export function unansweredDecision({ changeId, recordedAt, deniedOn, risk }: Change, now: Date): SgDecision {
  const minutes = Math.round((Date.parse(deniedOn ?? recordedAt) - Date.parse(recordedAt)) / 60_000);
  return {
    kind: "sg-decision",
    id: `policy/unanswered/${changeId}`,
    changeId,
    what: "deny",
    via: "policy",
    by: { id: "policy", name: "the policy" },
    reason: `Nobody answered within ${timeWords(minutes)}; the policy then denies changes of risk ${risk}.`,
    at: now.toISOString(),
  };
}

/** The decision that stands already, once more: sg-decisions knows it by its id, and goes on where it stopped. */
export function standingDecision({ changeId, decision }: Change): SgDecision | undefined {
  if (decision === undefined) return undefined;
  const { id, what, via, by, at, reason } = decision;
  return {
    kind: "sg-decision",
    ...{ id, changeId, what, by, at },
    // A press cannot be repeated; by which way it came counts for new decisions only.
    via: via === "slack" ? "policy" : via,
    ...(reason === undefined ? {} : { reason }),
  };
}

/** The change with its act at an end: what was not taken back by now has failed. */
export function givenUp(change: Change, now: Date): Change {
  const { leaseUntil: _, ...act } = change.act ?? { tried: [], results: [] };
  const results = change.ruleChanges.map(
    (_rule, index) =>
      act.results.find((one) => one.index === index) ?? {
        ...({ index, outcome: "failed" } as const),
        words: "could not be taken back within a day",
      },
  );
  return { ...change, dueAt: undefined, act: { ...act, results, finishedAt: now.toISOString() } };
}

function timeWords(minutes: number): string {
  if (minutes % 60 !== 0) return minutes === 1 ? "a minute" : `${minutes} minutes`;
  return minutes === 60 ? "an hour" : `${minutes / 60} hours`;
}
