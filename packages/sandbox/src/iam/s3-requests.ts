// S3's calls, whose names differ from the IAM actions that they need.
import type { AwsCall } from "../aws-call";
import { partitionOf } from "./arn";
import { textOf } from "./parameter-of";
import type { AccessRequest } from "./requests-of";

const objectActions: Readonly<Record<string, string>> = {
  GetObject: "GetObject",
  HeadObject: "GetObject",
  PutObject: "PutObject",
  DeleteObject: "DeleteObject",
  CreateMultipartUpload: "PutObject",
  UploadPart: "PutObject",
  CompleteMultipartUpload: "PutObject",
  AbortMultipartUpload: "AbortMultipartUpload",
};
const bucketActions: Readonly<Record<string, string>> = {
  ListObjects: "ListBucket",
  ListObjectsV2: "ListBucket",
  HeadBucket: "ListBucket",
  GetBucketLocation: "GetBucketLocation",
};

/** What an S3 call must be allowed to do; undefined for calls outside the two tables above. */
export function s3Requests(call: AwsCall): readonly AccessRequest[] | undefined {
  const bucket = textOf(call.parameters, "Bucket");
  if (bucket === undefined) return undefined;
  const arn = `arn:${partitionOf(call.region)}:s3:::${bucket}`;
  const onBucket = bucketActions[call.operation];
  if (onBucket !== undefined) return [{ action: `s3:${onBucket}`, resource: arn }];
  const onObject = objectActions[call.operation];
  const key = textOf(call.parameters, "Key");
  if (onObject === undefined || key === undefined) return undefined;
  return [{ action: `s3:${onObject}`, resource: `${arn}/${key}` }];
}
