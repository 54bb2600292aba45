// What has to be done about a change whose time has come.
import type { SgDecision } from "@orgwatch/core/handed";
import type { Change } from "@orgwatch/core/security-groups/change";

/**
 * `deny`: the policy decides now. `expire`: nobody can decide any more. `tell`: it has expired, and its message may not say so yet.
 * `settle`: nothing waits here any more.
 */
export type End = "deny" | "expire" | "tell" | "settle";

/** Decides by the change alone; undefined: its time has not come. The end comes before the policy: what nobody may decide any more the policy may not either. */
export function decideEnd({ state, expiresOn, deniedOn, dueAt }: Change, now: Date): End | undefined {
  if (state === "expired") return dueAt === undefined ? undefined : "tell";
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

function timeWords(minutes: number): string {
  if (minutes % 60 !== 0) return minutes === 1 ? "a minute" : `${minutes} minutes`;
  return minutes === 60 ? "an hour" : `${minutes / 60} hours`;
}
