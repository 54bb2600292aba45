// The wiring of sg-rules-read: some accounts in, their rules and results in the table out.
import { dynamodb } from "@orgwatch/core/aws";
import { onMapItem } from "@orgwatch/core/on-sweep";
import { sessionNameOf } from "@orgwatch/core/organization/role-sessions";
import { stateTable } from "@orgwatch/core/security-groups/state-table";
import { sgRulesRead } from "../../manifest";
import { accountRulesIn } from "./account-rules";
import { knownRules } from "./known-rules-table";
import { readBatch } from "./read-batch";
import { batchShape } from "./sweep-input";

export const handler = onMapItem(sgRulesRead, batchShape, ({ config, now, sleep }) => {
  const state = stateTable(dynamodb(), config.STATE);
  const dependencies = {
    rulesIn: accountRulesIn({ sessionName: () => sessionNameOf("orgwatch", sgRulesRead.name), now }),
    known: knownRules(state),
    state,
    now,
    sleep,
  };
  return (batch, { deadline }, log) => readBatch(batch, { ...dependencies, deadline, log });
});
