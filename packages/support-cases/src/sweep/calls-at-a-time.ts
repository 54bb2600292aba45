// At most so many calls of one account at a time: AWS Support throttles each account by itself, and sockets are few.
import { inParallel } from "@orgwatch/core/concurrency";
import { TryLater } from "@orgwatch/core/errors";
import type { CaseTable } from "@orgwatch/core/support-cases/case-table";
import type { SupportApi } from "../support-api";

/** Does the work as soon as there is room. */
export type Lane = <Result>(work: () => Promise<Result>) => Promise<Result>;

/** The table cannot be used: no account's cases can be stored now, so that the whole item has to be tried again. */
export class NoCaseTable extends Error {
  override readonly name = "NoCaseTable";
}

/** How many writes of one conversation stand in the lane at a time. */
const queued = 10;

/** A lane with room for `limit`; first come, first served. */
export function laneOf(limit: number): Lane {
  const waiting: (() => void)[] = [];
  let room = limit;
  return async (work) => {
    if (room > 0) room -= 1;
    else await new Promise<void>((go) => waiting.push(go));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else room += 1;
    }
  };
}

/** AWS Support through a lane, page by page. */
export function supportThrough(lane: Lane, api: SupportApi): SupportApi {
  return {
    describeCases: (query) => pagesThrough(lane, api.describeCases(query)),
    describeCommunications: (caseId) => pagesThrough(lane, api.describeCommunications(caseId)),
  };
}

async function* pagesThrough<Page>(lane: Lane, pages: AsyncIterable<Page>): AsyncGenerator<Page> {
  const iterator = pages[Symbol.asyncIterator]();
  for (;;) {
    const { done, value } = await lane(() => iterator.next());
    if (done) return;
    yield value;
  }
}

/** What the sweep writes, through a lane. @throws NoCaseTable where the table itself fails; else what it throws. */
export function writesThrough(
  lane: Lane,
  cases: Pick<CaseTable, "putCase" | "putCommunications">,
): Pick<CaseTable, "putCase" | "putCommunications"> {
  return {
    putCase: (supportCase) => lane(() => ofTable(cases.putCase(supportCase))),
    putCommunications: async (communications) => {
      const each = await inParallel(communications, queued, (one) =>
        lane(() => ofTable(cases.putCommunications([one]))),
      );
      return {
        stored: each.reduce((sum, { stored }) => sum + stored, 0),
        refused: each.flatMap(({ refused }) => refused),
      };
    },
  };
}

/** The answer of the table. @throws NoCaseTable where it says TryLater. */
export async function ofTable<Answer>(answer: Promise<Answer>): Promise<Answer> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof TryLater) throw new NoCaseTable(error.message, { cause: error });
    throw error;
  }
}
