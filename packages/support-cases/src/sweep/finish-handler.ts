// The wiring of case-sweep-finish: the plan in, a summary in the log and the metric of stale accounts out.
import { readAccounts } from "@orgwatch/core/accounts-table";
import { dynamodb } from "@orgwatch/core/aws";
import { countMetric } from "@orgwatch/core/count-metric";
import { onSweepStep } from "@orgwatch/core/on-sweep";
import { caseTable } from "@orgwatch/core/support-cases/case-table";
import { caseSweepFinish } from "../../manifest";
import { finishSweep } from "./finish-sweep";
import { plannedShape } from "./sweep-input";

export const handler = onSweepStep(caseSweepFinish, plannedShape, ({ config }) => {
  const cases = caseTable(dynamodb(), config.CASES);
  const accounts = () => readAccounts(dynamodb(), config.ACCOUNTS);
  return (run, { at }, log) => finishSweep(run, { accounts, cases, count: countMetric, now: at, log });
});
