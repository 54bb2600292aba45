import type { AwsCall } from "../aws-call";
import { simulate } from "./independent-simulator";
import { judge, reasonToRefuse } from "./judge";
import { type PolicyDocument, parsePolicy } from "./policy-document";
import { requestsOf } from "./requests-of";

const account = "111122223333";
const table = `arn:aws:dynamodb:us-west-2:${account}:table/orgwatch-deliveries`;
const queue = `arn:aws:sqs:us-west-2:${account}:orgwatch-slack-notifier-platform-alert`;
const parameters = `arn:aws:ssm:us-west-2:${account}:parameter/infrasec-admin-global`;
const role = "arn:aws:iam::999999999999:role/OrgListAccountsViewer";

const notifier = policy([
  { Effect: "Allow", Action: ["dynamodb:GetItem", "dynamodb:PutItem"], Resource: table },
  { Effect: "Allow", Action: "dynamodb:Query", Resource: [table, `${table}/index/*`] },
  { Effect: "Allow", Action: ["sqs:ReceiveMessage", "sqs:DeleteMessage"], Resource: [queue] },
  { Effect: "Allow", Action: "ssm:GetParameter*", Resource: `${parameters}/slack/?ot-token` },
  {
    Effect: "Allow",
    Action: "logs:PutLogEvents",
    Resource: `arn:aws:logs:us-west-2:${account}:log-group:/aws/lambda/x:*`,
  },
  { Effect: "Allow", Action: ["sts:AssumeRole"], Resource: role },
  { Effect: "Allow", Action: "organizations:List*", Resource: "*" },
  { Effect: "Allow", Action: "cloudwatch:PutMetricData", Resource: "*" },
  { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::records/AWSRecon/*" },
  { Effect: "Allow", Action: "s3:ListBucket", Resource: "arn:aws:s3:::records" },
  { Effect: "Deny", Action: "s3:*", Resource: "arn:aws:s3:::records/AWSRecon/secret/*" },
  { Effect: "Allow", Action: "events:PutEvents", Resource: `arn:aws:events:*:${account}:event-bus/orgwatch` },
  {
    Effect: "Allow",
    Action: ["guardduty:GetDetector", "guardduty:ArchiveFindings"],
    Resource: `arn:aws:guardduty:us-west-2:${account}:detector/*`,
  },
  {
    Effect: "Allow",
    Action: "sns:Publish",
    Resource: `arn:aws:sns:us-west-2:${account}:platform-alert`,
    Condition: { StringEquals: { "aws:PrincipalOrgID": "o-acme" } },
  },
  {
    Effect: "Allow",
    Action: "sns:Publish",
    Resource: `arn:aws:sns:us-west-2:${account}:platform-notification`,
    Condition: { StringEquals: { "AWS:principalorgid": ["o-other", "o-another"] } },
  },
  {
    Effect: "Allow",
    Action: "kms:Decrypt",
    Resource: `arn:aws:kms:us-west-2:${account}:key/k-1`,
    Condition: { StringLike: { "kms:ViaService": "ssm.*.amazonaws.com" } },
  },
  {
    Effect: "Allow",
    Action: "states:StartExecution",
    Resource: `arn:aws:states:us-west-2:${account}:stateMachine:sweep`,
    Condition: { ArnLike: { "aws:SourceArn": `arn:aws:events:*:${account}:rule/*` } },
  },
]);

/** The action, the resource, and whether the policy above allows it. */
const cases: readonly (readonly [action: string, resource: string, allowed: boolean])[] = [
  ["dynamodb:GetItem", table, true],
  ["dynamodb:PutItem", table, true],
  ["dynamodb:DeleteItem", table, false],
  ["dynamodb:GetItem", `${table}-old`, false],
  ["dynamodb:GetItem", table.replace("us-west-2", "us-east-1"), false],
  ["dynamodb:GetItem", table.replace(account, "444455556666"), false],
  ["dynamodb:Query", `${table}/index/by-team`, true],
  ["dynamodb:Query", table, true],
  ["dynamodb:Scan", `${table}/index/by-team`, false],
  ["sqs:ReceiveMessage", queue, true],
  ["sqs:SendMessage", queue, false],
  ["sqs:DeleteMessage", `${queue}s`, false],
  ["ssm:GetParameter", `${parameters}/slack/bot-token`, true],
  ["ssm:GetParameters", `${parameters}/slack/bot-token`, true],
  ["ssm:GetParameter", `${parameters}/slack/robot-token`, false],
  ["ssm:PutParameter", `${parameters}/slack/bot-token`, false],
  [
    "logs:PutLogEvents",
    `arn:aws:logs:us-west-2:${account}:log-group:/aws/lambda/x:log-stream:2030/01/07`,
    true,
  ],
  ["logs:PutLogEvents", `arn:aws:logs:us-west-2:${account}:log-group:/aws/lambda/xy:log-stream:a`, false],
  ["sts:AssumeRole", role, true],
  ["sts:AssumeRole", `${role}Too`, false],
  ["organizations:ListAccounts", "*", true],
  ["organizations:ListRoots", "*", true],
  ["organizations:DescribeOrganization", "*", false],
  ["cloudwatch:PutMetricData", "*", true],
  ["s3:GetObject", "arn:aws:s3:::records/AWSRecon/2030/a.json.gz", true],
  ["s3:GetObject", "arn:aws:s3:::records/other", false],
  ["s3:GetObject", "arn:aws:s3:::records/AWSRecon/secret/a:b", false],
  ["s3:PutObject", "arn:aws:s3:::records/AWSRecon/a", false],
  ["s3:ListBucket", "arn:aws:s3:::records", true],
  ["s3:ListBucket", "arn:aws:s3:::records-2", false],
  ["events:PutEvents", `arn:aws:events:us-east-1:${account}:event-bus/orgwatch`, true],
  ["events:PutEvents", `arn:aws:events:us-east-1:${account}:event-bus/default`, false],
  ["guardduty:GetDetector", `arn:aws:guardduty:us-west-2:${account}:detector/abc`, true],
  ["guardduty:ArchiveFindings", "*", false],
  ["guardduty:UpdateDetector", `arn:aws:guardduty:us-west-2:${account}:detector/abc`, false],
  ["sns:Publish", `arn:aws:sns:us-west-2:${account}:platform-alert`, true],
  ["sns:Publish", `arn:aws:sns:us-west-2:${account}:platform-notification`, false],
  ["kms:Decrypt", `arn:aws:kms:us-west-2:${account}:key/k-1`, false],
  ["states:StartExecution", `arn:aws:states:us-west-2:${account}:stateMachine:sweep`, false],
];

describe("judging a request", () => {
  it.each(cases)("%s on %s: allowed %s", (action, resource, allowed) => {
    const reason = reasonToRefuse({ action, resource }, [notifier], { "aws:PrincipalOrgID": "o-acme" });
    expect(reason === undefined).toBe(allowed);
  });

  it("agrees with an independent simulator on every case", async () => {
    const context = { "aws:PrincipalOrgID": "o-acme" };
    const simulated = await Promise.all(
      cases.map(async ([action, resource]) => [
        action,
        resource,
        await simulate({ action, resource }, notifier, context),
      ]),
    );
    expect(simulated).toEqual(cases);
  });
});

describe("refusing a call", () => {
  it("speaks AWS's words when nothing allows it", () => {
    expect(judge(call("dynamodb", "PutItem", { TableName: "accounts" }), [notifier], {})).toEqual({
      status: 400,
      code: "AccessDeniedException",
      message: `User: arn:aws:sts::${account}:assumed-role/orgwatch-slack-notifier/s is not authorized to perform: dynamodb:PutItem on resource: arn:aws:dynamodb:us-west-2:${account}:table/accounts because no identity-based policy allows the dynamodb:PutItem action`,
    });
  });

  it("names an explicit deny", () => {
    const parameters = { Bucket: "records", Key: "AWSRecon/secret/a" };
    expect(judge(call("s3", "GetObject", parameters), [notifier], {})).toEqual({
      status: 403,
      code: "AccessDenied",
      message: `User: arn:aws:sts::${account}:assumed-role/orgwatch-slack-notifier/s is not authorized to perform: s3:GetObject on resource: arn:aws:s3:::records/AWSRecon/secret/a with an explicit deny in an identity-based policy`,
    });
  });

  it("refuses what it does not know, even when everything is allowed", () => {
    const everything = policy([{ Effect: "Allow", Action: "*", Resource: "*" }]);
    expect(judge(call("textract", "AnalyzeID", {}), [everything], {})).toEqual({
      status: 400,
      code: "AccessDeniedException",
      message: "The sandbox cannot judge textract:AnalyzeID: it does not know this call's resource",
    });
    const elsewhere = { QueueUrl: "http://localhost/444455556666/theirs" };
    expect(judge(call("sqs", "SendMessage", elsewhere), [everything], {})).toEqual({
      status: 403,
      code: "AccessDenied",
      message:
        "The sandbox cannot judge sqs:SendMessage: it does not judge resource policies, and arn:aws:sqs:us-west-2:444455556666:theirs is another account's",
    });
  });

  it("asks for every table of a batch", () => {
    const batch = call("dynamodb", "BatchWriteItem", {
      RequestItems: { "orgwatch-deliveries": [], accounts: [] },
    });
    const first = policy([{ Effect: "Allow", Action: "dynamodb:BatchWriteItem", Resource: table }]);
    expect(judge(batch, [first], {})?.message).toMatch(/table\/accounts because no identity-based policy/);
    expect(requestsOf(batch)).toHaveLength(2);
  });
});

function policy(statements: readonly unknown[]): PolicyDocument {
  return parsePolicy({ Version: "2012-10-17", Statement: statements }, "the test");
}

function call(service: string, operation: string, parameters: Record<string, unknown>): AwsCall {
  return {
    service,
    operation,
    region: "us-west-2",
    principal: { accountId: account, kind: "role", roleName: "orgwatch-slack-notifier", sessionName: "s" },
    parameters,
  };
}
