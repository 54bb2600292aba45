// The table of support cases in memory, for tests without DynamoDB. `case-table.scenario.test.ts` holds both to one contract.
import {
  type AccountResult,
  accountPartition,
  type Communication,
  communicationItem,
  type SupportCase,
} from "../support-cases/case";
import { type CaseIndex, type CaseTable, withLastSuccess } from "../support-cases/case-table";
import { fitBody } from "../support-cases/fit-body";

const keyOf: Record<CaseIndex, (supportCase: SupportCase) => string> = {
  "by-account": ({ accountId }) => accountId,
  "by-status": ({ status }) => status,
  "by-severity": ({ severityCode }) => severityCode,
};

/** A table with the rules of DynamoDB's; `cases` is what it holds, in no order. */
export function memoryCases(): CaseTable & { readonly cases: () => SupportCase[] } {
  const cases = new Map<string, SupportCase>();
  const conversations = new Map<string, Map<string, Communication>>();
  const results = new Map<string, AccountResult>();
  return {
    cases: () => [...cases.values()],
    putCase: async (supportCase) => {
      const order = orderOf(cases.get(supportCase.caseId)?.readAt, supportCase.readAt);
      if (order === "stored") cases.set(supportCase.caseId, supportCase);
      return order;
    },
    putCommunications: async (communications) => {
      for (const communication of communications) {
        const conversation = conversations.get(communication.caseId) ?? new Map<string, Communication>();
        conversation.set(communicationItem(communication), fitBody(communication));
        conversations.set(communication.caseId, conversation);
      }
      return { stored: communications.length, refused: [] };
    },
    getCase: async (caseId) => cases.get(caseId),
    conversation: async (caseId) =>
      [...(conversations.get(caseId) ?? [])]
        .toSorted(([one], [other]) => (one < other ? -1 : 1))
        .map(([, communication]) => communication),
    casesBy: async function* (index, key, { since = "", limit } = {}) {
      const found = [...cases.values()].filter(
        (supportCase) => keyOf[index](supportCase) === key && supportCase.lastActivityAt >= since,
      );
      yield* found
        .toSorted((one, other) => (one.lastActivityAt > other.lastActivityAt ? -1 : 1))
        .slice(0, limit);
    },
    accountResult: async (accountId) => results.get(accountPartition(accountId)),
    putAccountResult: async (result) => {
      const key = accountPartition(result.accountId);
      const before = results.get(key);
      const order = orderOf(before?.checkedAt, result.checkedAt);
      if (order === "stored") results.set(key, withLastSuccess(result, before));
      return order;
    },
  };
}

function orderOf(before: string | undefined, next: string) {
  if (before === undefined || before < next) return "stored";
  return before === next ? "same" : "older";
}
