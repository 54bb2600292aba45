// What else AWS knows when an alert did not arrive. Nothing here is exact: counts are minutes late, or of all messages and not of this one.
import { deadLetterQueueName } from "@orgwatch/manifest/names";
import { wordsOf } from "../words-of-error";
import type { AlertRegion, QueueDepth, RingingAlarm, RuleCounts } from "./alert-region";
import type { Way } from "./read-way";

/** `depths` are by the queue's name, dead letters too; `unseen` says what could not be looked at, and why. */
export type Evidence = {
  readonly counts: RuleCounts | undefined;
  readonly depths: ReadonlyMap<string, QueueDepth>;
  readonly ringing: readonly RingingAlarm[];
  readonly unseen: readonly string[];
};

/** For an alert that arrived everywhere nothing more is asked. */
export const noEvidence: Evidence = { counts: undefined, depths: new Map(), ringing: [], unseen: [] };

/** Looks at the rule's counts, the queues and the alarms. Never rejects: what may not be looked at is said. */
export async function gatherEvidence(way: Way, since: Date, region: AlertRegion): Promise<Evidence> {
  const unseen: string[] = [];
  const seen = async <Found>(what: string, look: () => Promise<Found>): Promise<Found | undefined> => {
    try {
      return await look();
    } catch (error) {
      unseen.push(`${what} could not be looked at: ${wordsOf(error)}`);
      return undefined;
    }
  };
  const { rule } = way;
  const queues = way.legs.flatMap(({ by, lambda }) =>
    typeof by === "object" && "queue" in by ? [by.queue, deadLetterQueueName(lambda)] : [],
  );
  const depths = new Map<string, QueueDepth>();
  for (const queue of queues)
    depths.set(queue, await seen(`the queue ${queue}`, () => region.depthOf(queue)));
  return {
    counts:
      rule === undefined
        ? undefined
        : await seen(`how often ${rule} matched`, () => region.countsOf(rule, since)),
    depths,
    ringing: (await seen("the alarms", region.ringing)) ?? [],
    unseen,
  };
}
