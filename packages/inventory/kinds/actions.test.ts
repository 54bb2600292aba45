import { actionsOf } from "./actions";
import { forbiddenBecause } from "./forbidden-actions";
import type { Kind } from "./kind";

const topic: Kind = {
  kind: "sns/topic",
  service: "sns",
  scope: "regional",
  operation: "ListTopics",
  list: "Topics",
  id: "TopicArn",
  details: [
    { operation: "ListTagsForResource", input: { ResourceArn: "<TopicArn>" }, as: "Tags" },
    { operation: "GetTopicAttributes", input: { TopicArn: "<TopicArn>" }, as: "Attributes" },
  ],
};

describe("actionsOf", () => {
  it("names each action once, sorted: the list's and the details'", () => {
    expect(actionsOf([topic, { ...topic, kind: "sns/other" }])).toEqual([
      "sns:GetTopicAttributes",
      "sns:ListTagsForResource",
      "sns:ListTopics",
    ]);
  });

  it("takes what a row says where IAM calls it otherwise", () => {
    const buckets: Kind = {
      kind: "s3/bucket",
      service: "s3",
      scope: "global",
      operation: "ListBuckets",
      actions: ["s3:ListAllMyBuckets"],
      list: "Buckets",
      id: "Name",
      details: [
        {
          operation: "GetBucketEncryption",
          input: { Bucket: "<Name>" },
          as: "Encryption",
          actions: ["s3:GetEncryptionConfiguration"],
        },
      ],
    };
    expect(actionsOf([buckets])).toEqual(["s3:GetEncryptionConfiguration", "s3:ListAllMyBuckets"]);
  });
});

describe("forbiddenBecause", () => {
  it.each([
    ["secretsmanager:GetSecretValue", "it returns passwords, keys or tokens"],
    ["ssm:GetParametersByPath", "it returns passwords, keys or tokens"],
    ["STS:assumerole", "it returns passwords, keys or tokens"],
    [
      "cloudformation:GetTemplateSummary",
      "it returns code or definitions that people wrote, or a link to them",
    ],
    ["secretsmanager:*", "it returns passwords, keys or tokens"],
    ["ecr:Get*", "it returns passwords, keys or tokens"],
    ["*", "it returns passwords, keys or tokens"],
  ])("refuses %s", (action, because) => {
    expect(forbiddenBecause(action)).toBe(because);
  });

  it.each(["ssm:DescribeParameters", "lambda:GetFunctionConfiguration", "codepipeline:GetPipelineState"])(
    "lets %s be",
    (action) => {
      expect(forbiddenBecause(action)).toBeUndefined();
    },
  );
});
