// Until when people can answer, and when the policy answers for them.
import type { Change } from "@orgwatch/core/security-groups/change";
import type { Policy } from "@orgwatch/core/security-groups/policy";
import { isGraver } from "@orgwatch/core/severity";

/** ISO times of a pending change; `dueAt` is the earlier of the others. */
export type Deadlines = {
  readonly expiresOn: string;
  readonly deniedOn?: string;
  readonly dueAt: string;
};

const minuteMs = 60_000;
/** Most acts are done in seconds. What takes longer waits in the queue, unless its message went to the dead-letter queue. */
const firstResumeMs = 15 * minuteMs;
/** Somebody may have mended since what kept it from being done. */
const nextResumeMs = 60 * minuteMs;

/** When a denied change is looked at again, decided now: if it is not taken back by then, it is handed over once more (ISO). */
export function firstResumeAt(now: Date): string {
  return new Date(now.getTime() + firstResumeMs).toISOString();
}

/** And when again (ISO). */
export function nextResumeAt(now: Date): string {
  return new Date(now.getTime() + nextResumeMs).toISOString();
}

/** The deadlines of a change that was recorded then. A policy that would deny only after the end does not deny at all. */
export function deadlinesOf(
  risk: Change["risk"],
  { expireHours, denyUnanswered }: Pick<Policy, "expireHours" | "denyUnanswered">,
  recordedAt: Date,
): Deadlines {
  const minutesLater = (minutes: number) => new Date(recordedAt.getTime() + minutes * minuteMs).toISOString();
  const expiresOn = minutesLater(expireHours * 60);
  if (denyUnanswered === undefined || isGraver(denyUnanswered.from, risk))
    return { expiresOn, dueAt: expiresOn };
  const deniedOn = minutesLater(denyUnanswered.afterMinutes);
  return deniedOn < expiresOn ? { expiresOn, deniedOn, dueAt: deniedOn } : { expiresOn, dueAt: expiresOn };
}
