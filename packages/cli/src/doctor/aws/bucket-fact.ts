// A state bucket over S3.
import {
  GetBucketEncryptionCommand,
  GetBucketLocationCommand,
  GetBucketVersioningCommand,
  HeadBucketCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import type { BucketFact } from "../account-facts";
import type { ClientSettings } from "./clients";

/**
 * Undefined when no account has a bucket of this name, `"foreign"` when another account than `owner` does. S3 refuses in the same way whoever
 * lacks the right s3:ListBucket: it answers HEAD without words.
 */
export async function bucketFact(
  Bucket: string,
  owner: string,
  settings: ClientSettings,
): Promise<BucketFact | "foreign" | undefined> {
  const client = new S3Client({ ...settings, followRegionRedirects: true });
  const named = { Bucket, ExpectedBucketOwner: owner };
  const status = await headStatus(client, Bucket, owner);
  if (status === 404) return undefined;
  if (status === 403) return "foreign";
  const [{ LocationConstraint }, { Status }, encrypted] = await Promise.all([
    client.send(new GetBucketLocationCommand(named)),
    client.send(new GetBucketVersioningCommand(named)),
    isEncrypted(client, named),
  ]);
  // S3's name for us-east-1 is none, and for eu-west-1 it was EU once.
  const region = LocationConstraint === "EU" ? "eu-west-1" : (LocationConstraint ?? "us-east-1");
  return { region, versioned: Status === "Enabled", encrypted };
}

/** 200 when the owner has it. Rejects with what is neither that nor S3's two refusals. */
async function headStatus(client: S3Client, Bucket: string, owner: string): Promise<200 | 403 | 404> {
  try {
    await client.send(new HeadBucketCommand({ Bucket, ExpectedBucketOwner: owner }));
    return 200;
  } catch (error) {
    const status = statusOf(error);
    if (status === 403 || status === 404) return status;
    throw error;
  }
}

/** S3 answers HEAD without a body; only the status is there. */
function statusOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !("$metadata" in error)) return undefined;
  const { $metadata } = error;
  if (typeof $metadata !== "object" || $metadata === null || !("httpStatusCode" in $metadata))
    return undefined;
  return Number($metadata.httpStatusCode);
}

async function isEncrypted(
  client: S3Client,
  named: { readonly Bucket: string; readonly ExpectedBucketOwner: string },
): Promise<boolean> {
  try {
    const { ServerSideEncryptionConfiguration } = await client.send(new GetBucketEncryptionCommand(named));
    return (ServerSideEncryptionConfiguration?.Rules ?? []).length > 0;
  } catch (error) {
    if (error instanceof Error && error.name === "ServerSideEncryptionConfigurationNotFoundError")
      return false;
    throw error;
  }
}
