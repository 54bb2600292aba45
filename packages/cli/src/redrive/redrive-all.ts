// Every dead-letter queue of the chosen lambdas in the chosen regions, one after the other.
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

/** `onQueue` hears of each queue as soon as it is done. Never rejects: failures are in the report. */
export async function redriveAll(
  { lambdas, regions, limit = Number.POSITIVE_INFINITY, ...request }: RedriveRequest,
  queuesIn: (region: string) => Queues,
  onQueue: (report: QueueReport) => void,
): Promise<RedriveReport> {
  const queues: QueueReport[] = [];
  let left = limit;
  for (const region of regions)
    for (const lambda of lambdas) {
      if (left <= 0 || request.signal.aborted) continue;
      const report = await redriveQueue({ ...request, lambda, region, limit: left }, queuesIn(region));
      left -= report.letters.length;
      queues.push(report);
      onQueue(report);
    }
  const endedBy = request.signal.aborted ? "interruption" : left <= 0 ? "limit" : undefined;
  return { sending: request.sending, endedBy, queues };
}
