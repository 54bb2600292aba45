// The wiring of case-sweep-plan: what was asked for in, batches of accounts out.
import { readAccounts } from "@orgwatch/core/accounts-table";
import { dynamodb } from "@orgwatch/core/aws";
import { onSweepStep } from "@orgwatch/core/on-sweep";
import { caseSweep, caseSweepPlan } from "../../manifest";
import { planSweep } from "./plan-sweep";
import { askedShape } from "./sweep-input";

export const handler = onSweepStep(caseSweepPlan, askedShape, ({ config }) => async (asked, { at }, log) => {
  const entries = await readAccounts(dynamodb(), config.ACCOUNTS);
  const options = { batch: Math.max(1, config.BATCH), concurrency: caseSweep.concurrency, now: at };
  const plan = planSweep(entries, asked, options);
  log.info("sweep planned", {
    accounts: plan.accounts,
    items: plan.items.length,
    startedAt: plan.startedAt,
    full: asked.full ?? false,
  });
  return plan;
});
