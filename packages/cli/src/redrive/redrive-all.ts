// Every dead-letter queue of the chosen lambdas in the chosen regions.
import { inParallel } from "@orgwatch/core/concurrency";
import type { Queues } from "./queues";
import { redriveQueue } from "./redrive-queue";
import type { QueueReport, RedriveReport } from "./report";

export type RedriveRequest = {
  readonly lambdas: readonly string[];
  readonly regions: readonly string[];
  readonly reason: string | undefined;
  /** At most so many letters in all; undefined for all of them. */
  readonly limit: number | undefined;
  readonly sending: boolean;
  readonly signal: AbortSignal;
};

/** Most of the time passes with waiting whether a queue has one more letter. */
const queuesAtATime = 8;

/**
 * `onQueue` hears of each queue as soon as it and those before it are done. With a limit they are taken one after the other. Never rejects:
 * failures are in the report.
 */
export async function redriveAll(
  { lambdas, regions, limit = Number.POSITIVE_INFINITY, ...request }: RedriveRequest,
  queuesIn: (region: string) => Queues,
  onQueue: (report: QueueReport) => void,
): Promise<RedriveReport> {
  const places = regions.flatMap((region) => lambdas.map((lambda) => ({ region, lambda })));
  const done = new Map<(typeof places)[number], QueueReport | undefined>();
  let left = limit;
  let told = 0;
  await inParallel(places, Number.isFinite(limit) ? 1 : queuesAtATime, async (place) => {
    const isAsked = left > 0 && !request.signal.aborted;
    const report = isAsked
      ? await redriveQueue({ ...request, ...place, limit: left }, queuesIn(place.region))
      : undefined;
    left -= report?.letters.length ?? 0;
    done.set(place, report);
    for (let next = places[told]; next && done.has(next); next = places[told]) {
      const ready = done.get(next);
      if (ready) onQueue(ready);
      told += 1;
    }
  });
  const endedBy = request.signal.aborted ? "interruption" : left <= 0 ? "limit" : undefined;
  const queues = places.flatMap((place) => done.get(place) ?? []);
  return { sending: request.sending, endedBy, queues };
}
