import { partitionOfRegion } from "./partition";

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
