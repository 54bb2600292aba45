// The wiring of tag-audit-plan: what was asked for in, batches of accounts out.
import { readAccounts } from "@orgwatch/core/accounts-table";
import { dynamodb } from "@orgwatch/core/aws";
import { onSweepStep } from "@orgwatch/core/on-sweep";
import { sessionNameOf } from "@orgwatch/core/organization/role-sessions";
import { parseTagPolicy } from "@orgwatch/core/tag-audit/policy";
import { tagAudit, tagAuditPlan } from "../../manifest";
import { identityClient } from "../principals/identity-client";
import { listPeople } from "../principals/people";
import { beginRun } from "./begin-run";
import { ownS3, runFiles } from "./run-files";
import { askedShape } from "./run-input";

export const handler = onSweepStep(tagAuditPlan, askedShape, ({ config }) => {
  const files = runFiles(ownS3(), config.REPORTS);
  const roleArn = config.IDENTITY_ROLE;
  const sessionName = sessionNameOf("orgwatch", tagAuditPlan.name);
  return async (asked, { at }, log) => {
    const plan = await beginRun(asked, {
      accounts: () => readAccounts(dynamodb(), config.ACCOUNTS),
      watched: config.REGIONS,
      policy: parseTagPolicy(await config.POLICY()),
      files,
      people: (region) => listPeople(identityClient({ region, roleArn, sessionName })),
      concurrency: tagAudit.concurrency,
      now: at,
      log,
    });
    log.info("tag audit planned", { runId: plan.runId, accounts: plan.accounts, items: plan.items.length });
    return plan;
  };
});
