// What a run tidies up beside its plan: acts that a killed run left without an outcome, and marks that are not needed any more.
import { openActs } from "@orgwatch/core/tag-audit/enforce-record";
import { isUnmarkDue } from "@orgwatch/core/tag-audit/follow-violation";
import type { PlannedAct, Tidy, Violation } from "@orgwatch/core/tag-audit/violation";

/** In the order of the violations' ids. An act of the plan tidies its own violation up first. */
export function whatToTidy(violations: readonly Violation[], acts: readonly PlannedAct[]): Tidy[] {
  const planned = new Set(acts.map(({ violationId }) => violationId));
  return violations
    .flatMap((violation) => {
      const why = whyTidy(violation);
      if (why === undefined || planned.has(violation.violationId)) return [];
      const { violationId, instance } = violation;
      const { accountId, region, instanceId } = instance;
      return [{ violationId, accountId, region, instanceId, why }];
    })
    .toSorted((one, other) => (one.violationId < other.violationId ? -1 : 1));
}

/** Why there is something to tidy up about it, for people; undefined: there is nothing. */
export function whyTidy(violation: Violation): string | undefined {
  const [open] = openActs(violation);
  if (open) return `what became of a ${open.what} of ${open.intendedAt} is not known`;
  return isUnmarkDue(violation) ? `it is marked, and ${violation.status}` : undefined;
}
