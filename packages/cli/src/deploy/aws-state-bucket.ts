// Whether a state bucket is there, asked of S3.
import { HeadBucketCommand, S3Client } from "@aws-sdk/client-s3";
import type { StateBucket } from "./deploy-world";

/** Settings of the client, as the SDK has them. */
export type BucketClient = {
  readonly profile?: string;
  readonly endpoint?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
};

/** Rejects with words when a bucket of that name is another account's, or in another region; otherwise with what the SDK throws. */
export async function awsBucketExists(
  { name, accountId, region }: StateBucket,
  settings: BucketClient,
): Promise<boolean> {
  const s3 = new S3Client({ region, ...settings });
  try {
    await s3.send(new HeadBucketCommand({ Bucket: name, ExpectedBucketOwner: accountId }));
    return true;
  } catch (error) {
    const status = statusOf(error);
    if (status === 404) return false;
    if (status === 301 || status === 400)
      throw new Error(`the state bucket ${name} is not in the home region ${region}`, { cause: error });
    if (status === 403)
      throw new Error(
        `the state bucket ${name} belongs to another account than ${accountId}, or the right s3:ListBucket is missing`,
        { cause: error },
      );
    throw error;
  } finally {
    s3.destroy();
  }
}

/** A HEAD has no body, so that the status is all that S3 says. */
function statusOf(error: unknown): number | undefined {
  if (typeof error !== "object" || error === null || !("$metadata" in error)) return undefined;
  const { $metadata } = error;
  if (typeof $metadata !== "object" || $metadata === null || !("httpStatusCode" in $metadata))
    return undefined;
  return typeof $metadata.httpStatusCode === "number" ? $metadata.httpStatusCode : undefined;
}
