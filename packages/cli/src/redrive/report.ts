// What redrive found and did, as data: printed for people, or as JSON.
import type { DeadLetter } from "./read-dead-letter";

/**
 * `shown`: only looked at. `sent`: back in its queue and deleted here. `kept`: still here, `because` says why. `sent-and-kept`: back in
 * its queue, but it could not be deleted here, so that the next run sends it once more.
 */
export type Outcome = "shown" | "sent" | "kept" | "sent-and-kept";

export type LetterReport = DeadLetter & { readonly outcome: Outcome; readonly because: string | undefined };

/**
 * One dead-letter queue. `exists` is undefined when that could not be found out; `others` counts letters that were seen and not asked
 * for (`--reason`, `--limit`); `problems` are failures of the queue as a whole.
 */
export type QueueReport = {
  readonly region: string;
  readonly lambda: string;
  readonly queue: string;
  readonly exists: boolean | undefined;
  readonly letters: readonly LetterReport[];
  readonly others: number;
  readonly problems: readonly string[];
};

/** `endedBy` is set when not everything was looked at: there may be more. */
export type RedriveReport = {
  readonly sending: boolean;
  readonly endedBy: "limit" | "interruption" | undefined;
  readonly queues: readonly QueueReport[];
};

/** Whether the run did all that was asked: every queue was read, and with `sending` every letter went back. */
export function succeeded({ sending, endedBy, queues }: RedriveReport): boolean {
  const read = queues.every(({ problems }) => problems.length === 0);
  const found = queues.some(({ exists }) => exists === true);
  const sent = queues.every(({ letters }) => letters.every(({ outcome }) => outcome === "sent"));
  return endedBy !== "interruption" && read && found && (!sending || sent);
}
