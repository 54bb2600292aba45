// Writes a whole case: its conversation first, so that a case in the table is never without what it counts.
import type { Log } from "@orgwatch/core/log";
import type { CaseTable, Written } from "@orgwatch/core/support-cases/case-table";
import type { WholeCase } from "./read-case";

/**
 * Stores the case. A communication that the table refuses is logged by its id and never stops the rest.
 * @throws TryLater while the table cannot be used; the case itself is then not written.
 */
export async function storeCase(
  cases: Pick<CaseTable, "putCase" | "putCommunications">,
  { case: supportCase, communications }: WholeCase,
  log: Log,
): Promise<Written> {
  const { refused } = await cases.putCommunications(communications);
  for (const { id, reason } of refused)
    log.error("a communication cannot be stored", { caseId: supportCase.caseId, communication: id, reason });
  return cases.putCase(supportCase);
}
