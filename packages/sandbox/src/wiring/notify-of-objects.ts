// The buckets that a configuration names: others own them on AWS, where their owner adds the notification to the lambda's queue.
import {
  BucketAlreadyOwnedByYou,
  BucketLocationConstraint,
  CreateBucketCommand,
  PutBucketNotificationConfigurationCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { z } from "zod";
import { adminOf } from "../admin";
import type { PlannedLambda } from "./plan-lambdas";
import type { WiringRequest } from "./wiring-request";

/** Creates each bucket that lambdas read and lets it tell their queues of new objects. The queues must let the bucket in already. */
export async function notifyOfObjects(
  lambdas: readonly PlannedLambda[],
  { endpoint, organization }: WiringRequest,
): Promise<void> {
  const { infrasecAccountId, homeRegion } = organization;
  const s3 = new S3Client({ ...adminOf(endpoint, infrasecAccountId, homeRegion), forcePathStyle: true });
  const wanted = lambdas.flatMap(({ queues }) =>
    queues.flatMap(({ from, queueArn }) =>
      from.kind === "bucket" && from.bucket !== undefined ? [{ bucket: from.bucket, queueArn }] : [],
    ),
  );
  for (const Bucket of new Set(wanted.map(({ bucket }) => bucket))) {
    await createBucket(s3, Bucket, homeRegion);
    const queues = wanted.filter(({ bucket }) => bucket === Bucket);
    await s3.send(
      new PutBucketNotificationConfigurationCommand({
        Bucket,
        NotificationConfiguration: {
          QueueConfigurations: queues.map(({ queueArn }) => ({
            QueueArn: queueArn,
            Events: ["s3:ObjectCreated:*"],
          })),
        },
      }),
    );
  }
}

const constraint = z.enum(BucketLocationConstraint);

/** us-east-1 is the one region that must not be named. */
async function createBucket(s3: S3Client, Bucket: string, region: string): Promise<void> {
  const where = region === "us-east-1" ? {} : { LocationConstraint: constraint.parse(region) };
  try {
    await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: where }));
  } catch (error) {
    if (!(error instanceof BucketAlreadyOwnedByYou)) throw error;
  }
}
