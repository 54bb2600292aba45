// The wiring of sg-rules-plan: what was asked for in, batches of accounts out.
import { readAccounts } from "@orgwatch/core/accounts-table";
import { dynamodb } from "@orgwatch/core/aws";
import { onSweepStep } from "@orgwatch/core/on-sweep";
import { sgRulesPlan } from "../../manifest";
import { planSweep } from "./plan-sweep";
import { askedShape } from "./sweep-input";

export const handler = onSweepStep(sgRulesPlan, askedShape, ({ config }) => async (asked, { at }, log) => {
  const entries = await readAccounts(dynamodb(), config.ACCOUNTS);
  const plan = planSweep(entries, asked, { regions: config.REGIONS, now: at });
  const { accounts, items, startedAt } = plan;
  log.info("sweep planned", { accounts, items: items.length, startedAt });
  return plan;
});
