// The private answer to a press: once, however often the press is delivered.
import type { Deliveries } from "@orgwatch/core/delivery-log";
import { reasonOf } from "@orgwatch/core/errors";
import type { SlackPress } from "@orgwatch/core/handed";
import type { Log } from "@orgwatch/core/log";
import type { AnswerPrivately } from "@orgwatch/core/slack/response-url";

export type AnswerDependencies = {
  readonly deliveries: Pick<Deliveries, "save">;
  readonly answerPrivately: AnswerPrivately;
  readonly now: () => Date;
  readonly log: Log;
};

const answerMs = 10_000;

/** Tells the person who pressed. Never rejects: the message in the channel says the same, so nothing is worth a second try. */
export async function answerOnce(
  press: Pick<SlackPress, "responseUrl" | "at">,
  pressId: string,
  text: string,
  dependencies: AnswerDependencies,
): Promise<void> {
  const { answerPrivately } = dependencies;
  if (await isFirst(pressId, press.at, dependencies))
    await answerPrivately(press.responseUrl, text, AbortSignal.timeout(answerMs));
}

/** A log that cannot be used is no reason to tell nobody. */
async function isFirst(
  pressId: string,
  at: string,
  { deliveries, now, log }: AnswerDependencies,
): Promise<boolean> {
  const told = { state: "sent", version: at, band: "info", attemptedAt: now().toISOString() } as const;
  try {
    return (await deliveries.save(`sg-answer/${pressId}`, told, undefined, now())) !== false;
  } catch (error) {
    log.warn("whether the person was told is not known", { reason: reasonOf(error) });
    return true;
  }
}
