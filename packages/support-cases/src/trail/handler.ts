// The wiring of case-trail: S3's word of a new CloudTrail file in, calls about support cases in case-updates' queue out.
import { sqs } from "@orgwatch/core/aws";
import { onQueue } from "@orgwatch/core/on-queue";
import { caseTrail } from "../../manifest";
import { readTrail } from "./read-trail";
import { s3Files } from "./s3-files";
import { updatesQueue } from "./updates-queue";

export const handler = onQueue(caseTrail, ({ config, now }) => {
  const dependencies = { openFile: s3Files(), handCalls: updatesQueue(sqs(), config.UPDATES), now };
  return ({ body }, log, deadline) => readTrail(body, { ...dependencies, log, deadline });
});
