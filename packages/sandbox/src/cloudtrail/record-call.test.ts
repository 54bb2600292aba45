import type { Principal } from "../aws-call";
import type { Answer } from "../gateway/moto-client";
import type { Protocol, ReceivedCall } from "../gateway/received-call";
import { recordsOf } from "./record-call";

const admin: Principal = { kind: "admin", accountId: "111111111111" };
const now = new Date("2030-01-07T09:00:00Z");

function record(
  service: string,
  operation: string,
  options: {
    readonly parameters?: Record<string, unknown>;
    readonly answer?: string;
    readonly protocol?: Protocol;
    readonly principal?: Principal;
  } = {},
) {
  const call: ReceivedCall = {
    service,
    operation,
    region: "us-west-2",
    principal: options.principal ?? admin,
    parameters: options.parameters ?? {},
    protocol: options.protocol ?? "json",
    accessKeyId: "AKIA",
    head: { method: "POST", target: "/", headers: { "user-agent": "cli" } },
    body: Buffer.alloc(0),
  };
  const answer: Answer = { status: 200, headers: {}, body: Buffer.from(options.answer ?? "{}") };
  let ids = 0;
  return recordsOf(call, answer, now, () => `id-${++ids}`);
}

describe("recordsOf", () => {
  it("writes a security-group change as CloudTrail does", () => {
    const parameters = {
      GroupId: "sg-1",
      IpPermissions: [
        { IpProtocol: "tcp", FromPort: "22", ToPort: "22", IpRanges: [{ CidrIp: "0.0.0.0/0" }] },
      ],
    };
    const answer = `<?xml version="1.0"?>
      <AuthorizeSecurityGroupIngressResponse xmlns="http://ec2"><requestId>r</requestId><return>true</return>
        <securityGroupRuleSet><item><securityGroupRuleId>sgr-1</securityGroupRuleId>
        <isEgress>false</isEgress><fromPort>22</fromPort></item></securityGroupRuleSet>
      </AuthorizeSecurityGroupIngressResponse>`;
    expect(record("ec2", "AuthorizeSecurityGroupIngress", { parameters, answer, protocol: "ec2" })).toEqual([
      {
        place: { accountId: "111111111111", region: "us-west-2" },
        event: {
          source: "aws.ec2",
          "detail-type": "AWS API Call via CloudTrail",
          detail: {
            eventVersion: "1.09",
            userIdentity: {
              type: "IAMUser",
              principalId: "AIDA111111111111",
              arn: "arn:aws:iam::111111111111:user/admin",
              accountId: "111111111111",
              accessKeyId: "AKIA",
              userName: "admin",
            },
            eventTime: "2030-01-07T09:00:00Z",
            eventSource: "ec2.amazonaws.com",
            eventName: "AuthorizeSecurityGroupIngress",
            awsRegion: "us-west-2",
            sourceIPAddress: "127.0.0.1",
            userAgent: "cli",
            requestParameters: {
              groupId: "sg-1",
              ipPermissions: {
                items: [
                  {
                    ipProtocol: "tcp",
                    fromPort: 22,
                    toPort: 22,
                    groups: {},
                    ipRanges: { items: [{ cidrIp: "0.0.0.0/0" }] },
                    ipv6Ranges: {},
                    prefixListIds: {},
                  },
                ],
              },
            },
            responseElements: {
              requestId: "id-1",
              _return: true,
              securityGroupRuleSet: {
                items: [{ securityGroupRuleId: "sgr-1", isEgress: false, fromPort: 22 }],
              },
            },
            requestID: "id-1",
            eventID: "id-2",
            readOnly: false,
            eventType: "AwsApiCall",
            managementEvent: true,
            recipientAccountId: "111111111111",
            eventCategory: "Management",
          },
        },
      },
    ]);
  });

  it.each([
    ["ec2", "DescribeInstances"],
    ["iam", "GetRole"],
    ["dynamodb", "PutItem"],
    ["sqs", "SendMessage"],
    ["sns", "Publish"],
    ["events", "PutEvents"],
    ["logs", "PutLogEvents"],
    ["kms", "Decrypt"],
    ["lambda", "Invoke"],
    ["sts", "AssumeRole"],
    ["s3", "PutObject"],
  ])("says nothing about %s %s", (service, operation) => {
    expect(record(service, operation)).toEqual([]);
  });

  it("never shows a secret", () => {
    const shown = JSON.stringify([
      record("ssm", "PutParameter", { parameters: { Name: "/a", Value: "s3cret", Type: "SecureString" } }),
      record("secretsmanager", "CreateSecret", { parameters: { SecretString: "s3cret" } }),
      record("iam", "CreateLoginProfile", { parameters: { Password: "s3cret" } }),
      record("lambda", "CreateFunction", {
        parameters: { Environment: { Variables: { TOKEN: "s3cret" } }, Code: { ZipFile: "s3cret" } },
      }),
      record("iam", "CreateAccessKey", { answer: '{"AccessKey":{"SecretAccessKey":"s3cret"}}' }),
    ]);
    expect(shown).toContain("HIDDEN_DUE_TO_SECURITY_REASONS");
    expect(shown).not.toContain("s3cret");
  });

  it("records global services in us-east-1", () => {
    const places = ["iam", "organizations"].map((service) => record(service, "TagResource")[0]?.place.region);
    expect(places).toEqual(["us-east-1", "us-east-1"]);
  });

  it("records AssumeRoot in both accounts, without a user name", () => {
    const role: Principal = { kind: "role", accountId: "111111111111", roleName: "r", sessionName: "s" };
    const parameters = { TargetPrincipal: "222222222222", TaskPolicyArn: [{ arn: "arn:policy" }] };
    const records = record("sts", "AssumeRoot", { parameters, principal: role });
    expect(records.map(({ place, event }) => [place.accountId, event.detail.recipientAccountId])).toEqual([
      ["111111111111", "111111111111"],
      ["222222222222", "222222222222"],
    ]);
    expect(records[0]?.event.detail.userIdentity).toEqual({
      type: "AssumedRole",
      principalId: "AROA111111111111:s",
      arn: "arn:aws:sts::111111111111:assumed-role/r/s",
      accountId: "111111111111",
      accessKeyId: "AKIA",
      sessionContext: {
        sessionIssuer: {
          type: "Role",
          principalId: "AROA111111111111",
          arn: "arn:aws:iam::111111111111:role/r",
          accountId: "111111111111",
          userName: "r",
        },
        attributes: { creationDate: "2030-01-07T09:00:00Z", mfaAuthenticated: "false" },
      },
    });
  });

  it("reports a new account also as Organizations does", () => {
    const answer = '{"CreateAccountStatus":{"AccountId":"333333333333","State":"SUCCEEDED"}}';
    const records = record("organizations", "CreateAccount", { answer });
    expect(
      records.map(({ event }) => [
        event.source,
        event["detail-type"],
        event.detail.eventName,
        event.detail.serviceEventDetails,
      ]),
    ).toEqual([
      ["aws.organizations", "AWS API Call via CloudTrail", "CreateAccount", undefined],
      [
        "aws.organizations",
        "AWS Service Event via CloudTrail",
        "CreateAccountResult",
        { createAccountStatus: { accountId: "333333333333", state: "SUCCEEDED" } },
      ],
    ]);
  });
});
