// Where services without regions answer, partition by partition.
import type { Partition } from "@orgwatch/core/partition";

const homes: Partial<Record<Partition, string>> = {
  "aws-cn": "cn-north-1",
  "aws-us-gov": "us-gov-west-1",
  "aws-iso": "us-iso-east-1",
  "aws-iso-b": "us-isob-east-1",
  "aws-eusc": "eusc-de-east-1",
};

/** The region of their endpoints; every account of the partition uses it. */
export function homeOfGlobal(partition: Partition): string {
  return homes[partition] ?? "us-east-1";
}
