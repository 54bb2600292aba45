// The tables of docs/operate.md and docs/security.md, from a handful of resources.
import type { Deployed } from "./deployed-resources";
import { alarmImpactTable, alarmKindTable } from "./operate-doc";
import { doorTable, roleTable } from "./security-doc";

const resource = (type: string, attributes: Record<string, unknown>, region = "us-west-2"): Deployed => ({
  stack: "sg-chatops",
  region,
  type,
  id: "one",
  attributes,
});
const alarm = (name: string, description: string) =>
  resource("aws_cloudwatch_metric_alarm", { alarm_name: name, alarm_description: description });

it("says of each kind of alarm what it means, and of the others what happened", () => {
  const alarms = [
    alarm("orgwatch-pager-infra-alert-still-trying", "Nobody is paged. Messages wait."),
    alarm("orgwatch-pager-app-alert-still-trying", "Nobody is paged. Messages wait."),
    alarm("orgwatch-canaries-missing", "Nothing is stopped. There are regions without. See `status`."),
  ];
  expect(alarmKindTable(alarms).split("\n")).toEqual([
    "| the name ends in | says | begin with |",
    "|---|---|---|",
    expect.stringMatching(/^\| `…-still-trying` \| Messages were in work .* \| the newest errors .* \|$/),
  ]);
  expect(alarmImpactTable(alarms).split("\n")).toEqual([
    "| the name begins with, or is | what people lose | what happened |",
    "|---|---|---|",
    "| `orgwatch-pager-<team>-alert` | Nobody is paged | |",
    "| `orgwatch-canaries-missing` | Nothing is stopped | There are regions without. See `status`. |",
  ]);
});

const policy = (...Statement: readonly object[]) => JSON.stringify({ Version: "2012-10-17", Statement });

it("lists roles with who takes them and what they may, of every account and of Terraform", () => {
  const trust = { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" };
  const may = {
    Effect: "Allow",
    Action: ["sqs:SendMessage"],
    Resource: "arn:aws:sqs:us-west-2:222222222222:orgwatch-a",
  };
  const member = {
    Resources: {
      Role: {
        Type: "AWS::IAM::Role",
        Properties: {
          RoleName: { "Fn::Join": ["-", ["forward", { Ref: "AWS::Region" }]] },
          AssumeRolePolicyDocument: {
            Statement: [
              { ...trust, Condition: { StringEquals: { "aws:SourceAccount": { Ref: "AWS::AccountId" } } } },
            ],
          },
          Policies: [{ PolicyDocument: { Statement: [may] } }],
        },
      },
      Rule: { Type: "AWS::Events::Rule", Properties: {} },
    },
  };
  const role = { name: "orgwatch-a-us-west-2", assume_role_policy: policy(trust) };
  const resources = [
    resource("aws_iam_role", role),
    resource("aws_iam_role_policy", { role: role.name, policy: policy(may) }),
    resource("aws_iam_role", { ...role, name: "elsewhere" }, "us-east-1"),
    resource("aws_cloudformation_stack_set", { template_body: JSON.stringify(member) }),
  ];
  expect(roleTable(resources, "us-west-2").split("\n").slice(2)).toEqual([
    "| `forward-<region>` | every | `sg-chatops` | `lambda.amazonaws.com`, if StringEquals `aws:SourceAccount` `<its own account>` | `sqs:SendMessage` on `sqs:orgwatch-a` |",
    "| `orgwatch-a-<region>` | security | `sg-chatops` | `lambda.amazonaws.com` | `sqs:SendMessage` on `sqs:orgwatch-a` |",
  ]);
});

it("lists what resources' own policies let in, and what all of a kind refuse once", () => {
  const open = {
    Effect: "Allow",
    Principal: "*",
    Action: "events:PutEvents",
    Resource: "arn:aws:events:us-west-2:222222222222:event-bus/orgwatch",
    Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } },
  };
  const refuse = (name: string) => ({
    Effect: "Deny",
    Principal: "*",
    Action: "sqs:*",
    Resource: name,
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  });
  const resources = [
    resource("aws_cloudwatch_event_bus_policy", { policy: policy(open) }),
    resource("aws_sqs_queue", { policy: policy(refuse("a")) }),
    resource("aws_sqs_queue", { policy: policy(refuse("b")) }),
    resource("aws_lambda_permission", {
      principal: "apigateway.amazonaws.com",
      action: "lambda:InvokeFunction",
      function_name: "orgwatch-door",
      source_arn: "arn:aws:execute-api:us-west-2:222222222222:a/*/POST/slack",
    }),
  ];
  expect(doorTable(resources, "us-west-2").split("\n").slice(2)).toEqual([
    "| cloudwatch event bus | anybody | `events:PutEvents` on `events:event-bus/orgwatch`, if StringEquals `aws:PrincipalOrgID` `<organization>` |",
    "| every sqs queue | refused: anybody | `sqs:*`, if Bool `aws:SecureTransport` `false` |",
    "| lambda | `apigateway.amazonaws.com` | `lambda:InvokeFunction` on `orgwatch-door`, if ArnLike `aws:SourceArn` `execute-api:a/*/POST/slack` |",
  ]);
});
