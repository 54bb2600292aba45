// Which accounts' cases nobody has been able to read for too long: one rule for the sweep's alarm and for people who ask.
import type { AccountEntry } from "../organization/account-entry";
import type { AccountResult } from "./case";

/** An account as the directory has it, and its last result; `result` is undefined when it was never swept. */
export type AccountReading = {
  readonly entry: Pick<AccountEntry, "state" | "refreshedAt">;
  readonly result: Pick<AccountResult, "result" | "lastSuccessAt"> | undefined;
};

/** A sweep comes every three days; a day more for one that is late or fails. */
export const staleAfterDays = 4;
const staleAfterMs = staleAfterDays * 24 * 3600_000;

/**
 * Whether an account's cases could not be read for longer than a sweep's window. Only of an active account fresh cases can be expected, and
 * only where its support plan has the API. One that was never read is stale once the directory's entry is that old.
 */
export function isStale({ entry, result }: AccountReading, now: Date): boolean {
  if (entry.state !== "ACTIVE" || result?.result === "not-entitled") return false;
  const oldest = new Date(now.getTime() - staleAfterMs).toISOString();
  return (result?.lastSuccessAt ?? entry.refreshedAt) < oldest;
}
