// The sections of jobs that have a stack of their own: with the section the stack is written, without it nothing of the job is.
import { z } from "zod";
import { accountId, bucketName, region, text } from "./org-config-text";

/** Support cases: `{}` is enough. */
export const supportCasesSection = z.strictObject({
  /** A bucket in which CloudTrail's files of the organization arrive: the second source, beside EventBridge's events. */
  trailBucket: z
    .strictObject({
      name: bucketName,
      /** Whose bucket it is. */
      accountId,
      region,
      /** Of the key that encrypts the files, when it is not S3's own. */
      kmsKeyArn: text(
        /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/.+$/,
        "the ARN of a key (not of an alias)",
      ).optional(),
    })
    .optional(),
});
