// The wiring of case-sweep-accounts: some accounts in, their cases and results in the table out.
import { dynamodb, sqs } from "@orgwatch/core/aws";
import { onMapItem } from "@orgwatch/core/on-sweep";
import { sessionNameOf } from "@orgwatch/core/organization/role-sessions";
import { caseTable } from "@orgwatch/core/support-cases/case-table";
import { caseSweepAccounts } from "../../manifest";
import { supportIn } from "../support-api";
import { updatesQueue } from "../trail/updates-queue";
import { sweepBatch } from "./sweep-batch";
import { batchShape } from "./sweep-input";

/** SQS answers within milliseconds; its client has tried four times by then. */
const tellMs = 20_000;

export const handler = onMapItem(caseSweepAccounts, batchShape, ({ config, now, sleep }) => {
  const sessionName = () => sessionNameOf("orgwatch", caseSweepAccounts.name);
  const hand = updatesQueue(sqs(), config.UPDATES);
  const dependencies = {
    cases: caseTable(dynamodb(), config.CASES),
    support: supportIn({ region: config.SUPPORT_REGION, sessionName, now }),
    tell: (calls: Parameters<typeof hand>[0]) => hand(calls, AbortSignal.timeout(tellMs)),
    lookbackDays: config.LOOKBACK_DAYS,
    now,
    sleep,
    random: Math.random,
  };
  return (batch, { deadline }, log) => sweepBatch(batch, { ...dependencies, deadline, log });
});
