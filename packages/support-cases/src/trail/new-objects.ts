// Which files of CloudTrail a message of S3 tells of. S3 also tells of objects that nobody here reads: they are left out by their key.
import { NeverAgain } from "@orgwatch/core/errors";
import * as z from "zod/mini";

/** One object; `region` is the bucket's. */
export type NewObject = { readonly region: string; readonly bucket: string; readonly key: string };

const notification = z.object({
  Records: z.array(
    z.object({
      eventSource: z.literal("aws:s3"),
      eventName: z.string(),
      awsRegion: z.string().check(z.regex(/^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/)),
      s3: z.object({
        bucket: z.object({ name: z.string().check(z.minLength(1)) }),
        object: z.object({ key: z.string().check(z.minLength(1)) }),
      }),
    }),
  ),
});
/** What S3 sends once, when somebody sets the notification up. */
const trial = z.object({ Event: z.literal("s3:TestEvent") });

/**
 * `[prefix/]AWSLogs/[o-…/]<account>/CloudTrail/<region>/….json.gz`. Digests, insights and the like have folders of their own
 * (`CloudTrail-Digest`), and so have other services below `AWSLogs`.
 */
const trailFile = /(?:^|\/)AWSLogs\/(?:[^/]+\/){1,2}CloudTrail\/.+\.json\.gz$/;

/**
 * The trail's files that an S3 event notification (already taken out of SQS and SNS) names, each once.
 * @throws NeverAgain when it is no such notification.
 */
export function newTrailFiles(body: unknown): NewObject[] {
  if (trial.safeParse(body).success) return [];
  const read = notification.safeParse(body);
  if (!read.success) throw new NeverAgain("the message is no event notification of S3");
  const files = read.data.Records.filter(({ eventName }) => eventName.startsWith("ObjectCreated:"))
    .map(({ awsRegion, s3 }) => ({ region: awsRegion, bucket: s3.bucket.name, key: plain(s3.object.key) }))
    .filter(({ key }) => trailFile.test(key));
  return [...new Map(files.map((file) => [`${file.bucket}/${file.key}`, file])).values()];
}

/** S3 writes keys as a form does: a space is `+`, a plus `%2B`. */
function plain(key: string): string {
  try {
    return decodeURIComponent(key.replaceAll("+", " "));
  } catch (cause) {
    throw new NeverAgain(`the key ${key} cannot be decoded`, { cause });
  }
}
