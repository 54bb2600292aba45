// The wiring of sg-changes: a CloudTrail record in, a recorded change and a question in Slack out.
import { onQueue } from "@orgwatch/core/on-queue";
import { sessionNameOf } from "@orgwatch/core/organization/role-sessions";
import { sgChanges } from "../../manifest";
import { handDecisions } from "../decisions/hand-decision";
import { groupReaders } from "../ec2/ec2-groups";
import { knownRules } from "../rules/known-rules-table";
import { tellingTools } from "../show/telling-tools";
import { handleChange } from "./handle-change";

export const handler = onQueue(sgChanges, (tools) => {
  const { config, now } = tools;
  const telling = tellingTools(tools);
  const dependencies = {
    ...telling,
    groups: groupReaders({ sessionName: () => sessionNameOf("orgwatch", sgChanges.name), now }),
    known: knownRules(telling.state),
    decide: handDecisions(config.DECISIONS),
  };
  return ({ body }, log, deadline) => handleChange(body, { ...dependencies, log, deadline });
});
