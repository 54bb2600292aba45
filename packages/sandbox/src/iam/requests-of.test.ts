import { type AccessRequest, requestsOf } from "./requests-of";

const here = "us-west-2:111122223333";
const cases: readonly (readonly [string, Record<string, unknown>, readonly AccessRequest[] | undefined])[] = [
  ["dynamodb:GetItem", { TableName: "t" }, [on("dynamodb:GetItem", `arn:aws:dynamodb:${here}:table/t`)]],
  [
    "dynamodb:Query",
    { TableName: "t", IndexName: "i" },
    [on("dynamodb:Query", `arn:aws:dynamodb:${here}:table/t/index/i`)],
  ],
  [
    "dynamodb:BatchGetItem",
    { RequestItems: { a: {}, b: {} } },
    [
      on("dynamodb:BatchGetItem", `arn:aws:dynamodb:${here}:table/a`),
      on("dynamodb:BatchGetItem", `arn:aws:dynamodb:${here}:table/b`),
    ],
  ],
  [
    "dynamodb:TransactWriteItems",
    { TransactItems: [{ Put: { TableName: "a" } }, { ConditionCheck: { TableName: "b" } }] },
    [
      on("dynamodb:PutItem", `arn:aws:dynamodb:${here}:table/a`),
      on("dynamodb:ConditionCheckItem", `arn:aws:dynamodb:${here}:table/b`),
    ],
  ],
  ["dynamodb:ExecuteStatement", { Statement: "SELECT 1" }, undefined],
  [
    "sqs:DeleteMessageBatch",
    { QueueUrl: "http://127.0.0.1:4566/111122223333/q" },
    [on("sqs:DeleteMessage", `arn:aws:sqs:${here}:q`)],
  ],
  ["sqs:GetQueueUrl", { QueueName: "q" }, [on("sqs:GetQueueUrl", `arn:aws:sqs:${here}:q`)]],
  ["ssm:GetParameter", { Name: "/a/b:3" }, [on("ssm:GetParameter", `arn:aws:ssm:${here}:parameter/a/b`)]],
  [
    "ssm:GetParameters",
    { Names: ["/a", "b"] },
    [
      on("ssm:GetParameters", `arn:aws:ssm:${here}:parameter/a`),
      on("ssm:GetParameters", `arn:aws:ssm:${here}:parameter/b`),
    ],
  ],
  ["sns:PublishBatch", { TopicArn: `arn:aws:sns:${here}:t` }, [on("sns:Publish", `arn:aws:sns:${here}:t`)]],
  ["sts:GetCallerIdentity", {}, []],
  ["sts:AssumeRole", { RoleArn: "arn:aws:iam::1:role/r" }, [on("sts:AssumeRole", "arn:aws:iam::1:role/r")]],
  ["organizations:ListAccounts", {}, [on("organizations:ListAccounts", "*")]],
  ["kms:Decrypt", { KeyId: "k" }, [on("kms:Decrypt", `arn:aws:kms:${here}:key/k`)]],
  ["kms:Decrypt", { KeyId: "alias/k" }, undefined],
  [
    "logs:CreateLogStream",
    { logGroupName: "/g", logStreamName: "s" },
    [on("logs:CreateLogStream", `arn:aws:logs:${here}:log-group:/g:log-stream:`)],
  ],
  [
    "logs:PutLogEvents",
    { logGroupName: "/g", logStreamName: "s" },
    [on("logs:PutLogEvents", `arn:aws:logs:${here}:log-group:/g:log-stream:s`)],
  ],
  // What the inventory reads knows no narrower resource; API Gateway's calls are named by their paths.
  ["rds:DescribeDBInstances", {}, [on("rds:DescribeDBInstances", "*")]],
  ["monitoring:DescribeAlarms", {}, [on("cloudwatch:DescribeAlarms", "*")]],
  ["s3:GetBucket?encryption", { Bucket: "b" }, [on("s3:GetEncryptionConfiguration", "*")]],
  ["apigateway:GetVpcLinks", {}, [on("apigateway:GET", "arn:aws:apigateway:us-west-2::/vpclinks")]],
  [
    "apigateway:GetStages",
    { restApiId: "a1" },
    [on("apigateway:GET", "arn:aws:apigateway:us-west-2::/restapis/a1/stages")],
  ],
  [
    "apigateway:GetStages",
    { ApiId: "b2" },
    [on("apigateway:GET", "arn:aws:apigateway:us-west-2::/apis/b2/stages")],
  ],
  ["apigateway:CreateApi", {}, undefined],
  ["rds:DeleteDBInstance", {}, undefined],
  ["guardduty:GetFindings", { detectorId: "d" }, [on("guardduty:GetFindings", "*")]],
  [
    "guardduty:GetDetector",
    { detectorId: "d" },
    [on("guardduty:GetDetector", `arn:aws:guardduty:${here}:detector/d`)],
  ],
  ["guardduty:GetFilter", { detectorId: "d", filterName: "f" }, undefined],
  [
    "events:PutEvents",
    { Entries: [{ EventBusName: "orgwatch" }, {}] },
    [
      on("events:PutEvents", `arn:aws:events:${here}:event-bus/orgwatch`),
      on("events:PutEvents", `arn:aws:events:${here}:event-bus/default`),
    ],
  ],
  [
    "events:DisableRule",
    { Name: "r", EventBusName: "orgwatch" },
    [on("events:DisableRule", `arn:aws:events:${here}:rule/orgwatch/r`)],
  ],
  ["s3:HeadObject", { Bucket: "b", Key: "k/1" }, [on("s3:GetObject", "arn:aws:s3:::b/k/1")]],
  ["s3:ListObjectsV2", { Bucket: "b" }, [on("s3:ListBucket", "arn:aws:s3:::b")]],
  ["s3:PutBucketPolicy", { Bucket: "b" }, undefined],
  ["monitoring:PutMetricData", { Namespace: "n" }, [on("cloudwatch:PutMetricData", "*")]],
  ["states:StartExecution", { stateMachineArn: "arn:s" }, [on("states:StartExecution", "arn:s")]],
  ["support:DescribeCases", { displayId: "1" }, [on("support:DescribeCases", "*")]],
  ["cloudtrail:ListEventDataStores", {}, [on("cloudtrail:ListEventDataStores", "*")]],
  [
    "cloudtrail:StartQuery",
    { QueryStatement: "select eventJson\nfrom 11111111-2222-3333-4444-555555555555 where eventName = 'x'" },
    [
      on(
        "cloudtrail:StartQuery",
        `arn:aws:cloudtrail:${here}:eventdatastore/11111111-2222-3333-4444-555555555555`,
      ),
    ],
  ],
  [
    "cloudtrail:GetQueryResults",
    { EventDataStore: `arn:aws:cloudtrail:${here}:eventdatastore/e`, QueryId: "q" },
    [on("cloudtrail:GetQueryResults", `arn:aws:cloudtrail:${here}:eventdatastore/e`)],
  ],
  ["cloudtrail:DescribeQuery", { QueryId: "q" }, undefined],
  ["cloudtrail:DeleteTrail", { Name: "t" }, undefined],
  ["ec2:DescribeSecurityGroupRules", {}, [on("ec2:DescribeSecurityGroupRules", "*")]],
  [
    "ec2:RevokeSecurityGroupIngress",
    { GroupId: "sg-1" },
    [on("ec2:RevokeSecurityGroupIngress", `arn:aws:ec2:${here}:security-group/sg-1`)],
  ],
  ["ec2:AuthorizeSecurityGroupEgress", { GroupName: "web" }, undefined],
  ["ec2:TerminateInstances", {}, undefined],
  ["ec2:TerminateInstances", { InstanceId: ["i-1", "vol-1"] }, undefined],
  [
    "ec2:TerminateInstances",
    { InstanceId: ["i-1", "i-2"] },
    [
      on("ec2:TerminateInstances", `arn:aws:ec2:${here}:instance/i-1`),
      on("ec2:TerminateInstances", `arn:aws:ec2:${here}:instance/i-2`),
    ],
  ],
  [
    "ec2:ModifyInstanceAttribute",
    { InstanceId: "i-1" },
    [on("ec2:ModifyInstanceAttribute", `arn:aws:ec2:${here}:instance/i-1`)],
  ],
  [
    "ec2:CreateTags",
    { ResourceId: ["i-1"], Tag: [{ Key: "a", Value: "1" }, { Key: "b" }] },
    [
      {
        ...on("ec2:CreateTags", `arn:aws:ec2:${here}:instance/i-1`),
        context: { "aws:TagKeys": ["a", "b"] },
      },
    ],
  ],
  ["cloudtrail:LookupEvents", {}, [on("cloudtrail:LookupEvents", "*")]],
  ["iam:ListUsers", {}, [on("iam:ListUsers", "*")]],
  ["iam:CreateUser", { UserName: "x" }, undefined],
  ["autoscaling:DescribeAutoScalingInstances", {}, [on("autoscaling:DescribeAutoScalingInstances", "*")]],
  [
    "identitystore:ListUsers",
    { IdentityStoreId: "d-1" },
    [
      on("identitystore:ListUsers", "arn:aws:identitystore::111122223333:identitystore/d-1"),
      on("identitystore:ListUsers", "arn:aws:identitystore:::user/*"),
    ],
  ],
  ["ses:SendEmail", {}, undefined],
  [
    "es:ESHttpPost",
    { DomainArn: `arn:aws:es:${here}:domain/d`, Path: "/_bulk" },
    [on("es:ESHttpPost", `arn:aws:es:${here}:domain/d/_bulk`)],
  ],
];

describe("what a call must be allowed to do", () => {
  it.each(cases)("%s with %j", (name, parameters, expected) => {
    const [service = "", operation = ""] = name.split(":");
    const principal = { accountId: "111122223333", kind: "role", roleName: "r", sessionName: "s" } as const;
    expect(requestsOf({ service, operation, region: "us-west-2", principal, parameters })).toEqual(expected);
  });

  it("judges a mail on the identity that was found for it", () => {
    const call = {
      ...{ service: "ses", operation: "SendEmail", region: "us-west-2" },
      principal: { accountId: "111122223333", kind: "role", roleName: "r", sessionName: "s" } as const,
      facts: { mailIdentity: "acme.example" },
    };
    const identity = `arn:aws:ses:${here}:identity/acme.example`;
    expect(requestsOf({ ...call, parameters: { Content: { Simple: {} } } })).toEqual([
      on("ses:SendEmail", identity),
    ]);
    expect(requestsOf({ ...call, parameters: { Content: { Raw: {} } } })).toEqual([
      on("ses:SendRawEmail", identity),
    ]);
  });

  it("tells the tags that were found on an instance", () => {
    const call = {
      ...{ service: "ec2", operation: "StopInstances", region: "us-west-2" },
      principal: { accountId: "111122223333", kind: "role", roleName: "r", sessionName: "s" } as const,
      parameters: { InstanceId: ["i-1", "i-2"] },
      facts: { tagsOf: { "i-2": { team: "a" } } },
    };
    const instance = `arn:aws:ec2:${here}:instance`;
    expect(requestsOf(call)).toEqual([
      on("ec2:StopInstances", `${instance}/i-1`),
      { ...on("ec2:StopInstances", `${instance}/i-2`), context: { "aws:ResourceTag/team": "a" } },
    ]);
  });

  it("follows the region's partition", () => {
    const principal = { accountId: "111122223333", kind: "role", roleName: "r", sessionName: "s" } as const;
    const parameters = { TableName: "t" };
    expect(
      requestsOf({
        service: "dynamodb",
        operation: "GetItem",
        region: "us-gov-west-1",
        principal,
        parameters,
      }),
    ).toEqual([on("dynamodb:GetItem", "arn:aws-us-gov:dynamodb:us-gov-west-1:111122223333:table/t")]);
  });
});

function on(action: string, resource: string): AccessRequest {
  return { action, resource };
}
