// The organization's trails over CloudTrail, and where S3 has a bucket.
import {
  type AdvancedEventSelector,
  type CloudTrailClient,
  DescribeTrailsCommand,
  type EventSelector,
  GetEventSelectorsCommand,
  GetTrailStatusCommand,
} from "@aws-sdk/client-cloudtrail";
import { HeadBucketCommand, type S3Client } from "@aws-sdk/client-s3";
import { z } from "zod";
import type { TrailFact } from "./caller-account";
import { asking } from "./missing-right";

const trailSchema = z.object({
  Name: z.string(),
  TrailARN: z.string(),
  HomeRegion: z.string(),
  S3BucketName: z.string(),
  KmsKeyId: z.string().optional(),
  IsMultiRegionTrail: z.boolean().default(false),
});

/**
 * Those of the region, and of all regions. `clientIn` makes a client: each trail is asked in its own region.
 * @throws MayNot; what the SDK throws.
 */
export async function organizationTrails(
  region: string,
  clientIn: (region: string) => CloudTrailClient,
): Promise<readonly TrailFact[]> {
  const { trailList = [] } = await asking("cloudtrail:DescribeTrails", () =>
    clientIn(region).send(new DescribeTrailsCommand({})),
  );
  const own = trailList.filter(({ IsOrganizationTrail }) => IsOrganizationTrail);
  return Promise.all(
    z
      .array(trailSchema)
      .parse(own)
      .map(async ({ TrailARN, ...trail }) => {
        const client = clientIn(trail.HomeRegion);
        const [{ IsLogging = false }, selectors] = await Promise.all([
          asking("cloudtrail:GetTrailStatus", () =>
            client.send(new GetTrailStatusCommand({ Name: TrailARN })),
          ),
          asking("cloudtrail:GetEventSelectors", () =>
            client.send(new GetEventSelectorsCommand({ TrailName: TrailARN })),
          ),
        ]);
        return {
          name: trail.Name,
          homeRegion: trail.HomeRegion,
          allRegions: trail.IsMultiRegionTrail,
          logging: IsLogging,
          managementEvents: managementEventsOf(selectors.EventSelectors, selectors.AdvancedEventSelectors),
          bucket: trail.S3BucketName,
          ...(trail.KmsKeyId !== undefined && { kmsKeyArn: trail.KmsKeyId }),
        };
      }),
  );
}

/** A trail has selectors of one of the two kinds; one that nobody gave any records all management events. */
function managementEventsOf(
  basic: readonly EventSelector[] = [],
  advanced: readonly AdvancedEventSelector[] = [],
): TrailFact["managementEvents"] {
  if (basic.length === 0 && advanced.length === 0) return ["read", "write"];
  const readOnly = [
    ...basic
      .filter(({ IncludeManagementEvents = true }) => IncludeManagementEvents)
      .flatMap(({ ReadWriteType = "All" }) => {
        if (ReadWriteType === "All") return ["true", "false"];
        return [ReadWriteType === "ReadOnly" ? "true" : "false"];
      }),
    ...advanced
      .filter((selector) => equalsOf(selector, "eventCategory").includes("Management"))
      .flatMap((selector) => {
        const said = equalsOf(selector, "readOnly");
        return said.length > 0 ? said : ["true", "false"];
      }),
  ];
  return [
    ...(readOnly.includes("true") ? ["read" as const] : []),
    ...(readOnly.includes("false") ? ["write" as const] : []),
  ];
}

function equalsOf({ FieldSelectors = [] }: AdvancedEventSelector, field: string): readonly string[] {
  return FieldSelectors.filter(({ Field }) => Field === field).flatMap(({ Equals = [] }) => Equals);
}

/** What S3 says with a refusal, too. */
const refused = z.object({
  $metadata: z.object({ httpStatusCode: z.number() }),
  $response: z.object({ headers: z.record(z.string(), z.string()) }),
});

/** Where the bucket is, whoever owns it; undefined when no account has one of this name. Rejects with what is no answer of S3's. */
export async function bucketRegion(client: S3Client, Bucket: string): Promise<string | undefined> {
  try {
    return (await client.send(new HeadBucketCommand({ Bucket }))).BucketRegion;
  } catch (error) {
    const { success, data } = refused.safeParse(error);
    if (!success) throw error;
    if (data.$metadata.httpStatusCode === 404) return undefined;
    const region = data.$response.headers["x-amz-bucket-region"];
    if (region === undefined) throw error;
    return region;
  }
}
