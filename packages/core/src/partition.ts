// AWS has separate worlds ("partitions") with their own ARNs and consoles; a region says which one it belongs to.

/** The partitions that AWS names in ARNs. */
export type Partition =
  | "aws"
  | "aws-cn"
  | "aws-us-gov"
  | "aws-eusc"
  | "aws-iso"
  | "aws-iso-b"
  | "aws-iso-e"
  | "aws-iso-f";

const regionPrefixes: readonly (readonly [string, Partition])[] = [
  ["cn-", "aws-cn"],
  ["us-gov-", "aws-us-gov"],
  ["eusc-", "aws-eusc"],
  ["us-iso-", "aws-iso"],
  ["us-isob-", "aws-iso-b"],
  ["eu-isoe-", "aws-iso-e"],
  ["us-isof-", "aws-iso-f"],
];

/** The partition of a region's name; regions of no special prefix are in `aws`. */
export function partitionOfRegion(region: string): Partition {
  return regionPrefixes.find(([prefix]) => region.startsWith(prefix))?.[1] ?? "aws";
}
