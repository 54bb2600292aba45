// The wiring of tag-audit-decide: the run in, the accounts in which something is done out.
import { dynamodb } from "@orgwatch/core/aws";
import { onSweepStep } from "@orgwatch/core/on-sweep";
import { parseTagPolicy } from "@orgwatch/core/tag-audit/policy";
import { violationTable } from "@orgwatch/core/tag-audit/violation-table";
import * as z from "zod/mini";
import { tagAuditDecide } from "../../manifest";
import { ownS3, runFiles } from "../plan/run-files";
import { decideRun } from "./decide-run";
import { planFile } from "./plan-file";

/** What was asked for is in the run's scope. */
const plannedShape = z.object({ plan: z.object({ runId: z.iso.datetime() }) });

export const handler = onSweepStep(tagAuditDecide, plannedShape, ({ config }) => {
  const s3 = ownS3();
  return async ({ plan: { runId } }, { at }, log) => {
    const policy = parseTagPolicy(await config.POLICY());
    const decided = await decideRun(runId, {
      table: violationTable(dynamodb(), config.VIOLATIONS, async () => policy.keepDays),
      files: runFiles(s3, config.REPORTS),
      plans: planFile(s3, config.REPORTS),
      policy,
      now: at,
      log,
    });
    const { acts, tidy, held, items } = decided;
    log.info("tag audit decided", { runId, acts, tidy, held, items: items.length });
    return decided;
  };
});
