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

/** The deadlines of a change that was recorded then. A policy that would deny only after the end does not deny at all. */
export function deadlinesOf(
  risk: Change["risk"],
  { expireHours, denyUnanswered }: Pick<Policy, "expireHours" | "denyUnanswered">,
  recordedAt: Date,
): Deadlines {
  const minutesLater = (minutes: number) => new Date(recordedAt.getTime() + minutes * 60_000).toISOString();
  const expiresOn = minutesLater(expireHours * 60);
  if (denyUnanswered === undefined || isGraver(denyUnanswered.from, risk))
    return { expiresOn, dueAt: expiresOn };
  const deniedOn = minutesLater(denyUnanswered.afterMinutes);
  return deniedOn < expiresOn ? { expiresOn, deniedOn, dueAt: deniedOn } : { expiresOn, dueAt: expiresOn };
}
