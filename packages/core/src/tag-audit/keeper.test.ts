import { type KeeperFacts, keeperOf } from "./keeper";

it.each<[string, KeeperFacts, ReturnType<typeof keeperOf>]>([
  ["nothing", { tags: { Name: "web" } }, undefined],
  [
    "a group, by its tag",
    { tags: { "aws:autoscaling:groupName": "web" } },
    { kind: "auto-scaling", name: "web" },
  ],
  [
    "a group that was asked for",
    { tags: {}, autoScalingGroup: "web" },
    { kind: "auto-scaling", name: "web" },
  ],
  ["an EKS cluster", { tags: { "eks:cluster-name": "prod" } }, { kind: "eks", name: "prod" }],
  [
    "an EKS cluster, by AWS's tag",
    { tags: { "aws:eks:cluster-name": "prod" } },
    { kind: "eks", name: "prod" },
  ],
  [
    "a Kubernetes cluster",
    { tags: { "kubernetes.io/cluster/prod": "owned" } },
    { kind: "eks", name: "prod" },
  ],
  ["a Karpenter pool", { tags: { "karpenter.sh/nodepool": "spot" } }, { kind: "karpenter", name: "spot" }],
  ["an old Karpenter", { tags: { "karpenter.sh/provisioner-name": "x" } }, { kind: "karpenter", name: "x" }],
  [
    "Beanstalk",
    { tags: { "elasticbeanstalk:environment-name": "shop" } },
    { kind: "elastic-beanstalk", name: "shop" },
  ],
  ["EMR", { tags: { "aws:elasticmapreduce:job-flow-id": "j-1" } }, { kind: "emr", name: "j-1" }],
  [
    "a spot request",
    { tags: {}, lifecycle: "spot", spotRequestId: "sir-1" },
    { kind: "spot", name: "sir-1" },
  ],
  ["an unnamed spot request", { tags: {}, lifecycle: "spot" }, { kind: "spot", name: "spot" }],
  ["no spot request", { tags: {}, lifecycle: "scheduled" }, undefined],
  ["an import", { tags: {}, importTaskId: "import-ami-1" }, { kind: "import", name: "import-ami-1" }],
  [
    "several, of which the group launches a replacement",
    {
      tags: { "kubernetes.io/cluster/prod": "owned", "aws:autoscaling:groupName": "nodes" },
      lifecycle: "spot",
    },
    { kind: "auto-scaling", name: "nodes", also: ["eks", "spot"] },
  ],
  [
    "Karpenter in a cluster",
    { tags: { "eks:cluster-name": "prod", "karpenter.sh/nodepool": "general" } },
    { kind: "karpenter", name: "general", also: ["eks"] },
  ],
])("sees %s", (_, facts, expected) => {
  expect(keeperOf(facts)).toEqual(expected);
});
