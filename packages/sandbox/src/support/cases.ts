// All support cases of all accounts, in memory.
import type { SupportCase } from "./support-case";
import { SupportRefused } from "./support-refused";

export type Cases = {
  /** Adds the case, or replaces the one with its id. */
  readonly put: (supportCase: SupportCase) => void;
  /** Throws SupportRefused when the account has no such case. */
  readonly get: (accountId: string, caseId: string) => SupportCase;
  /** Newest first. */
  readonly of: (accountId: string) => readonly SupportCase[];
  /** The newest case of any account that is not resolved. */
  readonly newestOpen: () => SupportCase | undefined;
};

/** No cases at the start. */
export function newCases(): Cases {
  const byAccount = new Map<string, Map<string, SupportCase>>();
  return {
    put: (supportCase) => {
      const known = byAccount.get(supportCase.accountId) ?? new Map<string, SupportCase>();
      byAccount.set(supportCase.accountId, known.set(supportCase.caseId, supportCase));
    },
    get: (accountId, caseId) => {
      const found = byAccount.get(accountId)?.get(caseId);
      if (!found) throw new SupportRefused("CaseIdNotFound", `Could not find case ${caseId}`);
      return found;
    },
    of: (accountId) => [...(byAccount.get(accountId)?.values() ?? [])].toReversed(),
    newestOpen: () =>
      [...byAccount.values()]
        .flatMap((cases) => [...cases.values()])
        .filter(({ status }) => status !== "resolved")
        .toSorted((a, b) => b.sequence - a.sequence)[0],
  };
}
