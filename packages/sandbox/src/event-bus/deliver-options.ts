// What every kind of delivery needs: moto to deliver through, policies to ask, the journal to tell.
import type { MotoClient } from "../gateway/moto-client";
import type { OneAtATime } from "../gateway/one-at-a-time";
import type { Remembered } from "../gateway/remember";
import type { Journal } from "../journal";
import type { Admission } from "./admission";
import type { SubscribedQueue } from "./subscribed-queues";

export type DeliverOptions = {
  readonly moto: MotoClient;
  readonly journal: Journal;
  readonly admission: Admission;
  /** The queues that are subscribed to a topic. */
  readonly queuesOfTopic: Remembered<string, readonly SubscribedQueue[]>;
  /** Keeps publishing to one topic from overlapping where it matters. */
  readonly inTurn: OneAtATime;
  readonly queueFed: (queueArn: string | undefined) => void;
  /** Starts a function; nobody waits for its end, as in AWS. */
  readonly invoke: (functionArn: string, event: unknown) => void;
  readonly now: () => Date;
};
