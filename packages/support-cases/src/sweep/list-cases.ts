// All of an account's cases that AWS Support tells of now, and what of them could not be had.
import { inParallel } from "@orgwatch/core/concurrency";
import type { SupportCase } from "@orgwatch/core/support-cases/case";
import type { CaseFacts } from "../read-answer";
import type { CaseQuery, SupportApi } from "../support-api";
import { idsToRefresh } from "./what-to-read";

/** `vanished`: AWS Support does not know these any more. `problem`: what ended the reading early; the cases so far are good. */
export type Listed = {
  readonly facts: readonly CaseFacts[];
  readonly vanished: readonly string[];
  readonly problem: { readonly error: unknown } | undefined;
};

/**
 * Asks for the cases since `afterTime` (ISO; undefined: all), with `openToo` also for older ones that are open, then for those known ones
 * that may have changed and are older. Never throws.
 */
export async function listCases(
  api: Pick<SupportApi, "describeCases">,
  query: {
    readonly afterTime: string | undefined;
    readonly openToo: boolean;
    readonly known: () => Promise<Iterable<SupportCase>>;
  },
  now: Date,
): Promise<Listed> {
  const found = new Map<string, CaseFacts>();
  const vanished: string[] = [];
  try {
    const { afterTime, openToo } = query;
    const queries: CaseQuery[] =
      afterTime === undefined ? [{}] : openToo ? [{ afterTime }, { openOnly: true }] : [{ afterTime }];
    await inParallel(queries, queries.length, async (one) => {
      for await (const page of api.describeCases(one))
        for (const facts of page) found.set(facts.caseId, facts);
    });
    for (const ids of idsToRefresh(await query.known(), new Set(found.keys()), now)) {
      const answer = await describeKnown(api, ids);
      for (const facts of answer) found.set(facts.caseId, facts);
      vanished.push(...ids.filter((caseId) => !found.has(caseId)));
    }
  } catch (error) {
    return { facts: [...found.values()], vanished, problem: { error } };
  }
  return { facts: [...found.values()], vanished, problem: undefined };
}

/** One unknown id makes AWS Support refuse all that were asked for with it: then each half is asked for by itself. */
async function describeKnown(
  api: Pick<SupportApi, "describeCases">,
  caseIds: readonly string[],
): Promise<CaseFacts[]> {
  const found: CaseFacts[] = [];
  for await (const page of api.describeCases({ caseIds })) found.push(...page);
  if (found.length > 0 || caseIds.length < 2) return found;
  const half = Math.ceil(caseIds.length / 2);
  return [
    ...(await describeKnown(api, caseIds.slice(0, half))),
    ...(await describeKnown(api, caseIds.slice(half))),
  ];
}
