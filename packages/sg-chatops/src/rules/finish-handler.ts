// The wiring of sg-rules-finish: the plan in, a summary in the log out.
import { readAccounts } from "@orgwatch/core/accounts-table";
import { dynamodb } from "@orgwatch/core/aws";
import { onSweepStep } from "@orgwatch/core/on-sweep";
import { stateTable } from "@orgwatch/core/security-groups/state-table";
import { sgRulesFinish } from "../../manifest";
import { finishSweep } from "./finish-sweep";
import { plannedShape } from "./sweep-input";

export const handler = onSweepStep(sgRulesFinish, plannedShape, ({ config }) => {
  const state = stateTable(dynamodb(), config.STATE);
  const accounts = () => readAccounts(dynamodb(), config.ACCOUNTS);
  return (run, _call, log) => finishSweep(run, { accounts, state, log });
});
