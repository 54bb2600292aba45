// The trail of the whole organization, created as its management account would. What it records is delivered by the gateway; no file is written.
import {
  CloudTrailClient,
  CreateTrailCommand,
  PutEventSelectorsCommand,
  StartLoggingCommand,
} from "@aws-sdk/client-cloudtrail";
import { S3Client } from "@aws-sdk/client-s3";
import { adminOf } from "../admin";
import type { SandboxOrganization } from "../organization";
import { createBucket } from "../wiring/create-bucket";

/** Of all regions, switched on, with all management events. `bucket` is the security account's, and is made if it is not there. */
export async function createOrganizationTrail(
  endpoint: string,
  { managementAccountId, infrasecAccountId, homeRegion }: SandboxOrganization,
  bucket: string,
): Promise<void> {
  const s3 = new S3Client({ ...adminOf(endpoint, infrasecAccountId, homeRegion), forcePathStyle: true });
  const client = new CloudTrailClient(adminOf(endpoint, managementAccountId, homeRegion));
  const Name = "organization";
  try {
    await createBucket(s3, bucket, homeRegion);
    await client.send(
      new CreateTrailCommand({
        Name,
        S3BucketName: bucket,
        IsMultiRegionTrail: true,
        IsOrganizationTrail: true,
      }),
    );
    // AWS gives a new trail this selector by itself, moto none.
    const all = { ReadWriteType: "All", IncludeManagementEvents: true } as const;
    await client.send(new PutEventSelectorsCommand({ TrailName: Name, EventSelectors: [all] }));
    await client.send(new StartLoggingCommand({ Name }));
  } finally {
    s3.destroy();
    client.destroy();
  }
}
