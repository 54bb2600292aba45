// One case as AWS Support has it now, with its whole conversation: either all of it, or an error.
import type { Communication, SupportCase } from "@orgwatch/core/support-cases/case";
import { type CaseFacts, newest } from "../read-answer";
import type { SupportApi } from "../support-api";

/** A case with all of its communications, oldest first. */
export type WholeCase = { readonly case: SupportCase; readonly communications: readonly Communication[] };

/**
 * Reads a case. Undefined: AWS Support does not know it (any more). `now` is when reading began.
 * @throws what `SupportApi` throws; a conversation is never half of one.
 */
export async function readCase(
  api: SupportApi,
  accountId: string,
  caseId: string,
  now: Date,
): Promise<WholeCase | undefined> {
  for await (const page of api.describeCases({ caseIds: [caseId] })) {
    const facts = page.find((one) => one.caseId === caseId);
    if (facts) return withConversation(api, accountId, facts, now);
  }
  return undefined;
}

/** The case that DescribeCases told of, `readAt` when that call began, with its conversation. @throws what `SupportApi` throws. */
export async function withConversation(
  api: Pick<SupportApi, "describeCommunications">,
  accountId: string,
  facts: CaseFacts,
  readAt: Date,
): Promise<WholeCase> {
  const found: Communication[] = [];
  for await (const page of api.describeCommunications(facts.caseId)) found.push(...page);
  const communications = [...new Map(found.map((one) => [one.id, one])).values()].toSorted((one, other) =>
    one.timeCreated < other.timeCreated ? -1 : Number(one.timeCreated > other.timeCreated),
  );
  const times = communications.map(({ timeCreated }) => timeCreated);
  return {
    case: {
      ...facts,
      accountId,
      lastActivityAt: newest(facts.lastActivityAt, times),
      readAt: readAt.toISOString(),
      communications: communications.length,
    },
    communications,
  };
}

/** The account that a case id names (`case-<account>-…`); undefined where it names none. */
export function accountOfCase(caseId: string): string | undefined {
  return /^case-(\d{10,12})-[\w-]+$/.exec(caseId)?.[1]?.padStart(12, "0");
}
