// What `orgwatch sg` needs of the home region beside the account directory.
import type { SgDecision } from "@orgwatch/core/handed";
import type { ChangeTable } from "@orgwatch/core/security-groups/change-table";

/** The table rejects with TryLater, everything else with what AWS says. */
export type SgRegion = {
  readonly changes: Pick<ChangeTable, "get" | "byAccount" | "byDay">;
  /** Hands it to the lambda that decides. Rejects with NotInThisRegion where there is no queue for it. */
  readonly handDecision: (decision: SgDecision) => Promise<void>;
};
