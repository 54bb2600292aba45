// The wiring of case-trail: S3's word of a new CloudTrail file in, calls about support cases in case-updates' queue out.
import { sqs } from "@orgwatch/core/aws";
import { ConfigurationProblem } from "@orgwatch/core/config";
import { onQueue } from "@orgwatch/core/on-queue";
import { caseTrail } from "../../manifest";
import { readTrail } from "./read-trail";
import { s3Files } from "./s3-files";
import { updatesQueue } from "./updates-queue";

export const handler = onQueue(caseTrail, ({ config, now }) => {
  const { updates } = config.UPDATES;
  if (updates === undefined) throw new ConfigurationProblem("case-trail: UPDATES names no queue updates");
  const dependencies = { openFile: s3Files(), handCalls: updatesQueue(sqs(), updates), now };
  return ({ body }, log, deadline) => readTrail(body, { ...dependencies, log, deadline });
});
