// The wiring of sg-changes: a CloudTrail record in, a recorded change and a question in Slack out.
import { sqs } from "@orgwatch/core/aws";
import { TryLater } from "@orgwatch/core/errors";
import { handOver } from "@orgwatch/core/hand-over";
import type { SgDecision } from "@orgwatch/core/handed";
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
    decide: async (decision: SgDecision) => {
      const signal = AbortSignal.timeout(handOverMs);
      await handOver(sqs())(config.DECISIONS, decision, signal).catch((error: unknown) => {
        throw new TryLater("the policy's decision could not be handed over", { cause: error });
      });
    },
  };
  return ({ body }, log, deadline) => handleChange(body, { ...dependencies, log, deadline });
});
