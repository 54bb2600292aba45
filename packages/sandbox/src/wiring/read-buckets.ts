// Whether the buckets of our own are where the manifests say.
import { ListBucketsCommand, S3Client } from "@aws-sdk/client-s3";
import type { BucketManifest } from "@orgwatch/manifest/define-bucket";
import { bucketName } from "@orgwatch/manifest/names";
import { adminOf } from "../admin";
import type { Place } from "./read-schedules";

/** In words, which buckets are not there. */
export async function missingBuckets(wanted: readonly BucketManifest[], place: Place): Promise<string[]> {
  if (wanted.length === 0) return [];
  const { endpoint, accountId, region } = place;
  const s3 = new S3Client({ ...adminOf(endpoint, accountId, region), forcePathStyle: true });
  const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
  s3.destroy();
  const there = new Set(Buckets.map(({ Name }) => Name));
  return wanted
    .map(({ bucket }) => bucketName(bucket, accountId))
    .filter((name) => !there.has(name))
    .map((name) => `the bucket ${name} is not deployed`);
}
