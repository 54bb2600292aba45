// Violations of one run in memory, whose acts are written down before and after: what a table is for the deployed job.
import type { Violation } from "@orgwatch/core/tag-audit/violation";
import type { ViolationTable } from "@orgwatch/core/tag-audit/violation-table";
import type { AuditRecord } from "./record-file";

/** The record could not be written: nothing more may be done. */
export class NotRecorded extends Error {
  override readonly name = "NotRecorded";
}

/** `save` ends once the acts that are new or have changed are recorded; it throws NotRecorded, and the violation stays as it was. */
export function recordedViolations(
  violations: readonly Violation[],
  record: Pick<AuditRecord, "write">,
): Pick<ViolationTable, "get" | "save"> {
  const held = new Map(violations.map((violation) => [violation.violationId, violation]));
  return {
    get: async (violationId) => held.get(violationId),
    save: async (next, before) => {
      if (held.get(before.violationId)?.revision !== before.revision) return undefined;
      const written = { ...next, revision: before.revision + 1 };
      for (const line of linesOf(written, before)) await writeLine(line, record);
      held.set(written.violationId, written);
      return written;
    },
  };
}

function linesOf(next: Violation, before: Violation): readonly object[] {
  const { violationId, instance } = next;
  const { accountId, region, instanceId } = instance;
  return next.acts
    .filter((act, index) => JSON.stringify(act) !== JSON.stringify(before.acts[index]))
    .map(({ worker: _, ...act }) => ({
      record: act.outcome === undefined ? "intent" : "outcome",
      violationId,
      accountId,
      region,
      instanceId,
      ...act,
    }));
}

async function writeLine(line: object, { write }: Pick<AuditRecord, "write">): Promise<void> {
  try {
    await write(line);
  } catch (cause) {
    throw new NotRecorded("the record cannot be written, so that nothing more is done", { cause });
  }
}
