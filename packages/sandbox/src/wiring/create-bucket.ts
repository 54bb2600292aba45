// A bucket of the security account's home region, also when it is there already.
import {
  BucketAlreadyOwnedByYou,
  BucketLocationConstraint,
  CreateBucketCommand,
  PutBucketVersioningCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { bucketName } from "@orgwatch/manifest/names";
import { z } from "zod";
import { adminOf } from "../admin";
import type { WiringRequest } from "./wiring-request";

/** An S3 client of the security account in its home region. */
export function homeS3({ endpoint, organization }: WiringRequest): S3Client {
  const { infrasecAccountId, homeRegion } = organization;
  return new S3Client({ ...adminOf(endpoint, infrasecAccountId, homeRegion), forcePathStyle: true });
}

/** Creates one bucket; one of the same account that is there already stays as it is. */
export async function createBucket(s3: S3Client, Bucket: string, region: string): Promise<void> {
  // us-east-1 is the one region that must not be named.
  const where = region === "us-east-1" ? {} : { LocationConstraint: constraint.parse(region) };
  try {
    await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: where }));
  } catch (error) {
    if (!(error instanceof BucketAlreadyOwnedByYou)) throw error;
  }
}

const constraint = z.enum(BucketLocationConstraint);

/** Creates the buckets of our own, versioned as Terraform's are. Nothing expires in a sandbox. */
export async function createOwnBuckets(request: WiringRequest): Promise<void> {
  const { ownBuckets = [], organization } = request;
  const { infrasecAccountId, homeRegion } = organization;
  const s3 = homeS3(request);
  for (const { bucket } of ownBuckets) {
    const Bucket = bucketName(bucket, infrasecAccountId);
    await createBucket(s3, Bucket, homeRegion);
    const VersioningConfiguration = { Status: "Enabled" } as const;
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
  }
  s3.destroy();
}
