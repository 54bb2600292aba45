// The wiring of tag-audit-enforce: some accounts of a run in, what the plan says about them done and recorded.
import { dynamodb } from "@orgwatch/core/aws";
import { onMapItem } from "@orgwatch/core/on-sweep";
import { sessionNameOf } from "@orgwatch/core/organization/role-sessions";
import { parseTagPolicy } from "@orgwatch/core/tag-audit/policy";
import { violationTable } from "@orgwatch/core/tag-audit/violation-table";
import { tagAuditEnforce } from "../../manifest";
import { planFile } from "../decide/plan-file";
import { ownS3 } from "../plan/run-files";
import { batchShape } from "../plan/run-input";
import { enforceBatch } from "./enforce-batch";
import { memberEnforcers } from "./member-enforcers";

export const handler = onMapItem(tagAuditEnforce, batchShape, ({ config, now, sleep }) => {
  const plans = planFile(ownS3(), config.REPORTS);
  const enforcerIn = memberEnforcers(sessionNameOf("orgwatch", tagAuditEnforce.name), now);
  return async ({ runId, accounts }, { id, deadline }, log) => {
    const policy = parseTagPolicy(await config.POLICY());
    const violations = violationTable(dynamodb(), config.VIOLATIONS, async () => policy.keepDays);
    const call = { runId, worker: id, deadline, policy, log };
    return enforceBatch(await plans.read(runId), accounts, {
      ...{ violations, enforcerIn, now, sleep, random: Math.random },
      ...call,
    });
  };
});
