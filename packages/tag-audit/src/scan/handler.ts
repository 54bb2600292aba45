// The wiring of tag-audit-scan: some accounts of a run in, their violations and cells in the table out.
import { accountLookup } from "@orgwatch/core/accounts-table";
import { dynamodb } from "@orgwatch/core/aws";
import { reasonOf } from "@orgwatch/core/errors";
import { onMapItem } from "@orgwatch/core/on-sweep";
import { sessionNameOf } from "@orgwatch/core/organization/role-sessions";
import { parseTagPolicy } from "@orgwatch/core/tag-audit/policy";
import { violationTable } from "@orgwatch/core/tag-audit/violation-table";
import { tagAuditScan } from "../../manifest";
import { ownS3, runFiles } from "../plan/run-files";
import { batchShape } from "../plan/run-input";
import { memberAccounts } from "./member";
import { runFactsFrom } from "./run-facts";
import { scanBatch } from "./scan-batch";

export const handler = onMapItem(tagAuditScan, batchShape, ({ config, log: ownLog, now, sleep }) => {
  const policy = async () => parseTagPolicy(await config.POLICY());
  const factsOf = runFactsFrom(runFiles(ownS3(), config.REPORTS));
  const dependencies = {
    table: violationTable(dynamodb(), config.VIOLATIONS, async () => (await policy()).keepDays),
    accounts: accountLookup(dynamodb(), config.ACCOUNTS, {
      onFailure: (accountId, error) =>
        ownLog.warn("the account is not known now", { accountId, reason: reasonOf(error) }),
    }),
    member: memberAccounts(sessionNameOf("orgwatch", tagAuditScan.name), now),
    now,
    sleep,
    random: Math.random,
  };
  return async ({ runId, accounts }, { deadline }, log) => {
    const { scope, people } = await factsOf(runId);
    const run = { runId, regions: scope.regions, people, policy: await policy(), deadline, log };
    return scanBatch(accounts, { ...dependencies, ...run });
  };
});
