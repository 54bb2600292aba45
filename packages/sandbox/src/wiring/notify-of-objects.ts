// The buckets that a configuration names: others own them on AWS, where their owner adds the notification to the lambda's queue.
import { PutBucketNotificationConfigurationCommand } from "@aws-sdk/client-s3";
import { createBucket, homeS3 } from "./create-bucket";
import type { PlannedLambda } from "./plan-lambdas";
import type { WiringRequest } from "./wiring-request";

/** Creates each bucket that lambdas read and lets it tell their queues of new objects. The queues must let the bucket in already. */
export async function notifyOfObjects(
  lambdas: readonly PlannedLambda[],
  request: WiringRequest,
): Promise<void> {
  const s3 = homeS3(request);
  const wanted = lambdas.flatMap(({ queues }) =>
    queues.flatMap(({ from, queueArn }) =>
      from.kind === "bucket" && from.bucket !== undefined ? [{ bucket: from.bucket, queueArn }] : [],
    ),
  );
  for (const Bucket of new Set(wanted.map(({ bucket }) => bucket))) {
    await createBucket(s3, Bucket, request.organization.homeRegion);
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
