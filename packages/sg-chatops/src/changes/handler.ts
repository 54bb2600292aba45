// The wiring of sg-changes: a CloudTrail record in, a recorded change and a question in Slack out.
import { sqs } from "@orgwatch/core/aws";
import { handOver } from "@orgwatch/core/hand-over";
import { onQueue } from "@orgwatch/core/on-queue";
import { sessionNameOf } from "@orgwatch/core/organization/role-sessions";
import { sgChanges } from "../../manifest";
import { groupReaders } from "../ec2/ec2-groups";
import { knownRules } from "../rules/known-rules-table";
import { tellingTools } from "../show/telling-tools";
import { handleChange } from "./handle-change";

const handOverMs = 5000;

export const handler = onQueue(sgChanges, (tools) => {
  const { config, now } = tools;
  const telling = tellingTools(tools);
  const dependencies = {
    ...telling,
    groups: groupReaders({ sessionName: () => sessionNameOf("orgwatch", sgChanges.name), now }),
    known: knownRules(telling.state),
    decide: (decision: Parameters<ReturnType<typeof handOver>>[1]) =>
      handOver(sqs())(config.DECISIONS, decision, AbortSignal.timeout(handOverMs)),
  };
  return ({ body }, log, deadline) => handleChange(body, { ...dependencies, log, deadline });
});
