// ARNs as the sandbox's IAM needs them: the partition follows from the region, and roles are named three ways.
import type { Principal } from "../aws-call";

/** `aws`, `aws-us-gov` or `aws-cn`. */
export function partitionOf(region: string): string {
  if (region.startsWith("us-gov-")) return "aws-us-gov";
  return region.startsWith("cn-") ? "aws-cn" : "aws";
}

/** `arn:<partition>:<service>:<region>:<account>:<resource>`; region and account may be empty. */
export function arnOf(
  service: string,
  place: { readonly region: string; readonly accountId: string },
  resource: string,
): string {
  return `arn:${partitionOf(place.region)}:${service}:${place.region}:${place.accountId}:${resource}`;
}

/** The ARN of a role (roles have no region; `region` only decides the partition). */
export function roleArnOf(
  role: { readonly accountId: string; readonly name: string },
  region: string,
): string {
  return `arn:${partitionOf(region)}:iam::${role.accountId}:role/${role.name}`;
}

/** The ARN of a bucket (buckets have neither region nor account; `region` only decides the partition). */
export function bucketArnOf(bucket: string, region: string): string {
  return `arn:${partitionOf(region)}:s3:::${bucket}`;
}

/** How AWS names the caller in its refusals. */
export function callerArnOf(principal: Principal, region: string): string {
  const partition = partitionOf(region);
  if (principal.kind === "role")
    return `arn:${partition}:sts::${principal.accountId}:assumed-role/${principal.roleName ?? ""}/${principal.sessionName ?? ""}`;
  return `arn:${partition}:iam::${principal.accountId}:${principal.kind === "root" ? "root" : "user/admin"}`;
}
