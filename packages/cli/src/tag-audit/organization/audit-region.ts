// What `orgwatch tag-audit` needs of the home region beside the account directory.
import type { Cell, RunPlan } from "@orgwatch/core/tag-audit/violation";
import type { ViolationTable } from "@orgwatch/core/tag-audit/violation-table";
import type { Execution } from "../../aws-sweep";
import type { Sweep } from "../../home-region";

/** What a run is asked for; nothing means the whole organization, as far as the policy goes. */
export type AuditAsked = {
  readonly accounts?: readonly string[];
  readonly regions?: readonly string[];
  readonly mode?: "report";
};

/** The plans of past runs. */
export type Plans = {
  /** The id of the newest run with a plan whose id begins so. */
  readonly newest: (beginning: string) => Promise<string | undefined>;
  /** @throws Error for a plan of another shape. */
  readonly get: (runId: string) => Promise<RunPlan | undefined>;
};

/** The table rejects with TryLater, everything else with what AWS says. */
export type AuditRegion = {
  readonly violations: Pick<ViolationTable, "get" | "byAccount" | "byStatus" | "run">;
  /** The last cell of each account and region that a run has ever looked at. */
  readonly cells: () => Promise<readonly Cell[]>;
  readonly plans: Plans;
  /** Rejects with NotInThisRegion where there is no sweep. */
  readonly sweep: Sweep<AuditAsked> & { readonly latest: () => Promise<Execution | undefined> };
};
