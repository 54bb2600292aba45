// A bucket of our own as its manifest declares it: private, versioned, encrypted with the region's key, over TLS only.
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import type { BucketManifest } from "@orgwatch/manifest/define-bucket";
import { bucketName } from "@orgwatch/manifest/names";
import { Construct } from "constructs";
import { ownBucketArn, type Place } from "../place";
import { policyDocument, type Statement } from "../policy-document";

export type ManifestBucketProps = {
  readonly manifest: BucketManifest;
  readonly place: Place;
  /** What is kept about people is encrypted with the key of tables and logs: reading it takes the right to both. */
  readonly keyArn: string;
};

/** How long versions that were replaced or deleted can be fetched back. */
const oldVersionDays = 30;

/** Terraform refuses to destroy it, as it does the state bucket: its protections would go first, and what is in it stays. */
export class ManifestBucket extends Construct {
  constructor(scope: Construct, id: string, { manifest, place, keyArn }: ManifestBucketProps) {
    super(scope, id);
    const bucket = new S3Bucket(this, "bucket", {
      bucket: bucketName(manifest.bucket, place.accountId),
      lifecycle: { preventDestroy: true },
    }).id;
    const versioning = new S3BucketVersioningA(this, "versioning", {
      bucket,
      versioningConfiguration: { status: "Enabled" },
    });
    new S3BucketServerSideEncryptionConfigurationA(this, "encryption", {
      bucket,
      rule: [
        {
          bucketKeyEnabled: true,
          applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: keyArn },
        },
      ],
    });
    this.closed(bucket, ownBucketArn(place, manifest.bucket));
    new S3BucketLifecycleConfiguration(this, "expiry", {
      bucket,
      rule: lifecycleRules(manifest),
      dependsOn: [versioning],
    });
  }

  /** To everybody but the account's own policies. */
  private closed(bucket: string, arn: string): void {
    new S3BucketOwnershipControls(this, "ownership", {
      bucket,
      rule: { objectOwnership: "BucketOwnerEnforced" },
    });
    const publicAccess = new S3BucketPublicAccessBlock(this, "public-access", {
      bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    new S3BucketPolicy(this, "policy", {
      bucket,
      policy: policyDocument([onlyEncryptedConnections(arn)]),
      // S3 refuses a policy while it still works on the public access block.
      dependsOn: [publicAccess],
    });
  }
}

function onlyEncryptedConnections(arn: string): Statement {
  return {
    Sid: "OnlyEncryptedConnections",
    Effect: "Deny",
    Principal: "*",
    Action: ["s3:*"],
    Resource: [arn, `${arn}/*`],
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
}

/** With versions an expired object is only marked as deleted; the second rule takes the versions, and then the marks. */
function lifecycleRules({ expireDays, expirePrefixes = [] }: BucketManifest) {
  return [
    ...(expireDays === undefined
      ? []
      : [{ id: "expiry", status: "Enabled", filter: [{}], expiration: [{ days: expireDays }] }]),
    ...expirePrefixes.map(({ prefix, days }) => ({
      id: `expiry-${prefix.replace("/", "")}`,
      status: "Enabled",
      filter: [{ prefix }],
      expiration: [{ days }],
      // Of two rules S3 takes the shorter time.
      noncurrentVersionExpiration: [{ noncurrentDays: 1 }],
    })),
    {
      id: "old-versions",
      status: "Enabled",
      filter: [{}],
      noncurrentVersionExpiration: [{ noncurrentDays: oldVersionDays }],
      expiration: [{ expiredObjectDeleteMarker: true }],
      abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
    },
  ];
}
