// One dead-letter queue: look at its letters, and if asked put them back where they came from.
import { inParallel } from "@orgwatch/core/concurrency";
import { deadLetterQueueName } from "@orgwatch/manifest/names";
import { wordsOf } from "../words-of-error";
import { decideReturn } from "./decide-return";
import type { FoundQueue, Queues } from "./queues";
import type { LetterReport, Outcome, QueueReport } from "./report";
import { type Selection, type TakenLetter, takeLetters } from "./take-letters";

export type QueueRequest = Selection & {
  readonly lambda: string;
  readonly region: string;
  /** Without it the letters are only shown. */
  readonly sending: boolean;
  /** Ends the work early; what is in sight by then is released and reported. */
  readonly signal: AbortSignal;
};

/**
 * All letters are taken before the first is sent: one that fails again at once comes back as a new message, and must not be sent round and
 * round. A letter is deleted only after SQS took it, so a crash in between sends it twice and never loses it. Never rejects.
 */
export async function redriveQueue(request: QueueRequest, queues: Queues): Promise<QueueReport> {
  const { lambda, region, signal } = request;
  const base = { region, lambda, queue: deadLetterQueueName(lambda) };
  let queue: FoundQueue | undefined;
  try {
    queue = await queues.find(base.queue);
  } catch (error) {
    return { ...base, exists: undefined, letters: [], others: 0, problems: [wordsOf(error)] };
  }
  if (queue === undefined) return { ...base, exists: false, letters: [], others: 0, problems: [] };
  const { chosen, others, problem } = await takeLetters(queues, queue, request, signal);
  const problems = problem === undefined ? [] : [problem];
  const giveBack = returner(request, queues, queue);
  const letters = await inParallel(chosen, 10, giveBack);
  const staying = chosen
    .filter((_, index) => letters[index]?.outcome !== "sent")
    .map(({ message }) => message.receipt);
  try {
    await queues.release(queue, [...staying, ...others]);
  } catch (error) {
    problems.push(`what stays is hidden for up to ten minutes, then it is back: ${wordsOf(error)}`);
  }
  return { ...base, exists: true, letters, others: others.length, problems };
}

/** Sends one letter to where it belongs. The answered function never rejects: one failing letter must not stop the rest. */
function returner({ lambda, sending, signal }: QueueRequest, queues: Queues, deadLetters: FoundQueue) {
  const origins = new Map<string, Promise<FoundQueue | undefined>>();
  const originOf = (name: string) => {
    const known = origins.get(name) ?? queues.find(name);
    origins.set(name, known);
    return known;
  };
  return async ({ message, letter }: TakenLetter): Promise<LetterReport> => {
    const told = (outcome: Outcome, because?: string): LetterReport => ({ ...letter, outcome, because });
    const decision = decideReturn(letter.origin, { lambda, deadLetterArn: deadLetters.arn });
    if ("stays" in decision) return told(sending ? "kept" : "shown", decision.stays);
    try {
      const origin = await originOf(decision.to);
      if (origin === undefined) return told(sending ? "kept" : "shown", `the queue ${decision.to} is gone`);
      if (!sending) return told("shown");
      if (signal.aborted) return told("kept", "interrupted");
      await queues.send(origin, message.body);
    } catch (error) {
      return told(sending ? "kept" : "shown", wordsOf(error));
    }
    try {
      await queues.remove(deadLetters, message.receipt);
      return told("sent");
    } catch (error) {
      return told(
        "sent-and-kept",
        `it could not be deleted here, the next run sends it once more: ${wordsOf(error)}`,
      );
    }
  };
}
