// One query from its start to its last page, within the lambda's time.
import { TryLater } from "@orgwatch/core/errors";
import type { Lake } from "./lake-api";

export type Clock = {
  readonly now: () => Date;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** When Lambda ends this run. */
  readonly deadline: Date;
};

/** A query that did not come to its end: it failed, timed out, or somebody cancelled it. */
export class QueryFailed extends Error {
  override readonly name = "QueryFailed";
}

/** The lambda's time is over before all is read; the next run goes on from the same watermark. */
class OutOfTime extends TryLater {
  override readonly name = "OutOfTime";
}

/** Enough to hand a page over, to write the watermark, and to say what could not be done. */
const reserveMs = 30_000;
const waitsMs = [1000, 2000, 4000, 8000];
const longestWaitMs = 10_000;

/**
 * The rows of a query, page after page.
 * @throws QueryFailed with the state in which it ended, or what Lake throws; TryLater when there is no time left to wait for it: then the
 * query is cancelled, because ten at a time are all that an account has.
 */
export async function* runQuery(
  lake: Lake,
  statement: string,
  clock: Clock,
): AsyncGenerator<readonly string[]> {
  const queryId = await patiently(() => lake.start(statement), clock);
  try {
    await waitFor(lake, queryId, clock);
  } catch (error) {
    // Only good manners: a query that nobody waits for ends by itself as well.
    if (error instanceof TryLater) await lake.cancel(queryId).catch(() => {});
    throw error;
  }
  let token: string | undefined;
  do {
    const { rows, next } = await patiently(() => lake.page(queryId, token), clock);
    yield rows;
    token = next;
  } while (token !== undefined);
}

async function waitFor(lake: Lake, queryId: string, clock: Clock): Promise<void> {
  for (let turn = 0; ; turn += 1) {
    const { state, words } = await patiently(() => lake.state(queryId), clock);
    if (state === "FINISHED") return;
    if (state !== "QUEUED" && state !== "RUNNING")
      throw new QueryFailed(`its query ended as ${state}${words === undefined ? "" : `: ${words}`}`);
    await wait(waitsMs[turn] ?? longestWaitMs, clock);
  }
}

/** Tries again what may pass. */
async function patiently<Answer>(call: () => Promise<Answer>, clock: Clock): Promise<Answer> {
  for (const ms of waitsMs) {
    mustBeInTime(clock, 0);
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof TryLater)) throw error;
      await wait(ms, clock);
    }
  }
  return call();
}

async function wait(ms: number, clock: Clock): Promise<void> {
  mustBeInTime(clock, ms);
  await clock.sleep(ms);
}

function mustBeInTime({ now, deadline }: Clock, ms: number): void {
  if (now().getTime() + ms > deadline.getTime() - reserveMs)
    throw new OutOfTime("the lambda's time is over before its query is read");
}
