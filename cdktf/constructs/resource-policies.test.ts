// Who may publish, send, encrypt and put events: the whole policies, because one word in them decides.
import { oregon } from "../testing/construct";
import { topicStatements } from "./alerting-topic";
import { queueStatements } from "./encrypted-queue";
import { busStatements } from "./organization-bus";
import { keyStatements } from "./service-key";

const alarms = {
  notify: "arn:aws:sns:us-west-2:222222222222:orgwatch-failover",
  impact: "Findings are lost",
};

describe("resource policies", () => {
  it("let only the named rules and this account's alarms publish to a topic", () => {
    const rule = "arn:aws:events:us-west-2:222222222222:rule/orgwatch-finding-alert";
    const topic = "arn:aws:sns:us-west-2:222222222222:infra-alert";
    expect(topicStatements({ place: oregon, name: "infra-alert", keyArn: "key", rules: [rule] })).toEqual([
      {
        Sid: "Rules",
        Effect: "Allow",
        Principal: { Service: "events.amazonaws.com" },
        Action: ["sns:Publish"],
        Resource: [topic],
        Condition: {
          StringEquals: { "aws:SourceAccount": "222222222222" },
          ArnEquals: { "aws:SourceArn": [rule] },
        },
      },
      {
        Sid: "Alarms",
        Effect: "Allow",
        Principal: { Service: "cloudwatch.amazonaws.com" },
        Action: ["sns:Publish"],
        Resource: [topic],
        Condition: {
          StringEquals: { "aws:SourceAccount": "222222222222" },
          ArnLike: { "aws:SourceArn": "arn:aws:cloudwatch:us-west-2:222222222222:alarm:*" },
        },
      },
      {
        Sid: "OnlyEncryptedConnections",
        Effect: "Deny",
        Principal: "*",
        Action: ["sns:Publish"],
        Resource: [topic],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ]);
  });

  it("let only the named topics and rules send to a queue", () => {
    const topic = "arn:aws:sns:us-west-2:222222222222:infra-alert";
    const senders = [
      { service: "sns", arns: [topic] },
      { service: "events", arns: [] },
    ] as const;
    const [first, ...others] = queueStatements({
      place: oregon,
      name: "work",
      keyArn: "key",
      senders,
      alarms,
    });
    expect(first).toEqual({
      Sid: "Fromsns",
      Effect: "Allow",
      Principal: { Service: "sns.amazonaws.com" },
      Action: ["sqs:SendMessage"],
      Resource: ["arn:aws:sqs:us-west-2:222222222222:work"],
      Condition: { ArnEquals: { "aws:SourceArn": [topic] } },
    });
    expect(others.map(({ Sid, Effect }) => [Sid, Effect])).toEqual([["OnlyEncryptedConnections", "Deny"]]);
  });

  it("let accounts of the organization put AWS's own events of the forwarded kinds on the bus", () => {
    expect(
      busStatements({
        place: oregon,
        organizationId: "o-a1b2c3d4e5",
        detailTypes: ["AWS API Call via CloudTrail", "Support Case Update"],
      }),
    ).toEqual([
      {
        Sid: "OrganizationForwards",
        Effect: "Allow",
        Principal: "*",
        Action: ["events:PutEvents"],
        Resource: ["arn:aws:events:us-west-2:222222222222:event-bus/orgwatch"],
        Condition: {
          StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" },
          "ForAllValues:StringLike": { "events:source": "aws.*" },
          "ForAllValues:StringEquals": {
            "events:detail-type": ["AWS API Call via CloudTrail", "Support Case Update"],
          },
        },
      },
    ]);
  });

  it("let the delivering services and our log groups use the key, for this account only, and buckets for their owner's", () => {
    const statements = keyStatements({
      place: oregon,
      alias: "orgwatch",
      description: "test",
      deliverers: ["events", "sns"],
      bucketOwners: ["444444444444"],
      logGroupPrefixes: ["/aws/lambda/orgwatch-", "/aws/vendedlogs/orgwatch-http-api"],
    });
    const deliver = (service: string, from: string | readonly string[] = "222222222222") => ({
      Sid: `Deliver${service}`,
      Effect: "Allow",
      Principal: { Service: `${service}.amazonaws.com` },
      Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
      Resource: ["*"],
      Condition: { StringEqualsIfExists: { "aws:SourceAccount": from } },
    });
    expect(statements).toEqual([
      {
        Sid: "AccountByItsOwnPolicies",
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::222222222222:root" },
        Action: ["kms:*"],
        Resource: ["*"],
      },
      deliver("events"),
      deliver("sns"),
      deliver("s3", ["444444444444"]),
      {
        Sid: "Logs",
        Effect: "Allow",
        Principal: { Service: "logs.us-west-2.amazonaws.com" },
        Action: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
        Resource: ["*"],
        Condition: {
          ArnLike: {
            "kms:EncryptionContext:aws:logs:arn": [
              "arn:aws:logs:us-west-2:222222222222:log-group:/aws/lambda/orgwatch-*",
              "arn:aws:logs:us-west-2:222222222222:log-group:/aws/vendedlogs/orgwatch-http-api*",
            ],
          },
        },
      },
    ]);
  });
});
