import { kinds } from "../../kinds/kinds";
import { kindsOfRun } from "./run-kinds";

const policy = { leaveOut: ["ec2/vpc"], cloudControl: [] };
const ofPartition = (partition: "aws" | "aws-us-gov") =>
  new Set(kindsOfRun(kinds, policy, partition).map(({ kind }) => kind));

it("leaves out what nobody wants", () => {
  const [read, all] = [ofPartition("aws"), kinds.map(({ kind }) => kind)];
  expect(all.filter((kind) => !read.has(kind))).toEqual(["ec2/vpc"]);
});

it("asks no region of another partition, where the credentials are not known", () => {
  const [here, there] = [ofPartition("aws"), ofPartition("aws-us-gov")];
  expect([...here].filter((kind) => !there.has(kind)).toSorted()).toEqual([
    "lightsail/distribution",
    "lightsail/domain",
    "route53domains/domain",
    "wafv2/cloudfront-ip-set",
    "wafv2/cloudfront-rule-group",
    "wafv2/cloudfront-web-acl",
  ]);
});
