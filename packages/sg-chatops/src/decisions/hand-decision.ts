// Decisions that no button made go to the same queue as those of people: sg-decisions alone decides.
import { sqs } from "@orgwatch/core/aws";
import { TryLater } from "@orgwatch/core/errors";
import { handOver } from "@orgwatch/core/hand-over";
import type { SgDecision } from "@orgwatch/core/handed";

const handOverMs = 5000;

/** Hands decisions to the queue with this URL. The function throws TryLater when it is not sure that the queue has it. */
export function handDecisions(queueUrl: string): (decision: SgDecision) => Promise<void> {
  const hand = handOver(sqs());
  return (decision) =>
    hand(queueUrl, decision, AbortSignal.timeout(handOverMs)).catch((error: unknown) => {
      throw new TryLater("the decision could not be handed over", { cause: error });
    });
}
