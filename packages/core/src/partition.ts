// AWS has separate worlds ("partitions") with their own ARNs and consoles; a region or an ARN says which one it belongs to.

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

/** The partition that an ARN names; undefined when the text is no ARN of a known partition. */
export function partitionOfArn(arn: string): Partition | undefined {
  const [scheme, partition] = arn.split(":", 2);
  if (scheme !== "arn") return undefined;
  if (partition === "aws") return "aws";
  return regionPrefixes.find(([, name]) => name === partition)?.[1];
}
