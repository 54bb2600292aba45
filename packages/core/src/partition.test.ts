import { partitionOfArn, partitionOfRegion } from "./partition";

it("knows the partition of a region", () => {
  const regions = [
    "us-west-2",
    "cn-northwest-1",
    "us-gov-east-1",
    "eusc-de-east-1",
    "us-iso-east-1",
    "us-isob-east-1",
  ];
  expect(regions.map(partitionOfRegion)).toEqual([
    "aws",
    "aws-cn",
    "aws-us-gov",
    "aws-eusc",
    "aws-iso",
    "aws-iso-b",
  ]);
});

it("reads the partition of an ARN, and nothing from other texts", () => {
  const arns = [
    "arn:aws:s3:::logs",
    "arn:aws-cn:iam::111122223333:root",
    "arn:aws-us-gov:sns:us-gov-west-1:1:t",
  ];
  expect(arns.map(partitionOfArn)).toEqual(["aws", "aws-cn", "aws-us-gov"]);
  expect(["", "arn:", "arn:azure:x", "aws:s3", "i-1"].map(partitionOfArn)).toEqual(Array(5).fill(undefined));
});
