// Takes dead letters out of sight, so that each is seen once; whoever takes them must release what it does not delete.
import { wordsOf } from "../words-of-error";
import type { FoundQueue, Queues, ReceivedMessage } from "./queues";
import { type DeadLetter, readDeadLetter } from "./read-dead-letter";

/** A dead letter with what is needed to send and delete it. */
export type TakenLetter = { readonly message: ReceivedMessage; readonly letter: DeadLetter };

export type Selection = {
  /** Only letters whose reason contains this, in any case. */
  readonly reason: string | undefined;
  /** At most so many letters. */
  readonly limit: number;
};

/** `chosen` are the letters asked for, in the order of their first sending; `others` are the receipts of what is hidden as well. */
export type Taken = {
  readonly chosen: readonly TakenLetter[];
  readonly others: readonly string[];
  readonly problem: string | undefined;
};

/** SQS may hand out a message twice. So many pages with nothing new mean that hidden ones have come back: the listing took too long. */
const mostPagesWithoutNews = 10;

/** Receives until the queue is empty, the limit is reached or `signal` ends it. Never rejects: what was taken before a failure counts. */
export async function takeLetters(
  queues: Queues,
  queue: FoundQueue,
  { reason, limit }: Selection,
  signal: AbortSignal,
): Promise<Taken> {
  const chosen = new Map<string, TakenLetter>();
  const others = new Map<string, string>();
  const sort = (message: ReceivedMessage) => {
    const letter = readDeadLetter(message);
    const asked = letter.reason.toLowerCase().includes((reason ?? "").toLowerCase());
    const known = chosen.has(message.id) || others.has(message.id);
    // The newest receipt of a message is the one that SQS honours.
    if (chosen.has(message.id) || (asked && chosen.size < limit && !known))
      chosen.set(message.id, { message, letter });
    else others.set(message.id, message.receipt);
  };
  const result = (problem?: string): Taken => ({
    chosen: [...chosen.values()].toSorted((one, other) =>
      one.letter.firstSentAt.localeCompare(other.letter.firstSentAt),
    ),
    others: [...others.values()],
    problem,
  });
  let pagesWithoutNews = 0;
  try {
    while (chosen.size < limit) {
      if (signal.aborted) return result("interrupted: there may be more dead letters");
      const before = chosen.size + others.size;
      const page = await queues.receive(queue);
      if (page.length === 0) return result();
      for (const message of page) sort(message);
      pagesWithoutNews = chosen.size + others.size > before ? 0 : pagesWithoutNews + 1;
      if (pagesWithoutNews >= mostPagesWithoutNews)
        return result("SQS repeats itself: there may be more dead letters");
    }
    return result();
  } catch (error) {
    return result(`could not be read to its end: ${wordsOf(error)}`);
  }
}
