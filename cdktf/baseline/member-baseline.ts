// What Orgwatch needs in every account of the organization, as a CloudFormation template: StackSets bring it to all accounts, also to
// future ones, which Terraform cannot.
import type { ForwardedEvent } from "./forwarded-events";

export type BaselineProps = {
  /** The ARN of the organization's bus in the home region. */
  readonly busArn: string;
  readonly homeRegion: string;
  readonly forwards: readonly ForwardedEvent[];
};

type Resource = {
  readonly Type: "AWS::IAM::Role" | "AWS::Events::Rule";
  readonly Condition?: string;
  readonly DependsOn?: string;
  readonly Properties: Readonly<Record<string, unknown>>;
};

/** A CloudFormation template in the part of the language that is used here. */
export type Template = {
  readonly AWSTemplateFormatVersion: "2010-09-09";
  readonly Description: string;
  readonly Conditions: Readonly<Record<string, unknown>>;
  readonly Resources: Readonly<Record<string, Resource>>;
};

/** The role with which an account's rules put events onto the organization's bus. Roles are global: the home region makes it, once. */
export const forwardingRoleName = "orgwatch-forward-events";

/** The template; the same one in each region of each account. */
export function memberBaseline({ busArn, homeRegion, forwards }: BaselineProps): Template {
  return {
    AWSTemplateFormatVersion: "2010-09-09",
    Description: "Orgwatch: forwards what the security account must know to its event bus",
    Conditions: { HomeRegion: { "Fn::Equals": [{ Ref: "AWS::Region" }, homeRegion] } },
    Resources: {
      ForwardingRole: forwardingRole(busArn),
      ...Object.fromEntries(forwards.map((event) => [logicalId(event.name), forwardingRule(event, busArn)])),
    },
  };
}

function forwardingRole(busArn: string): Resource {
  return {
    Type: "AWS::IAM::Role",
    Condition: "HomeRegion",
    Properties: {
      RoleName: forwardingRoleName,
      Description: "Lets this account's EventBridge rules put events onto Orgwatch's bus",
      AssumeRolePolicyDocument: {
        Version: "2012-10-17",
        Statement: [
          {
            Sid: "Rules",
            Effect: "Allow",
            Principal: { Service: "events.amazonaws.com" },
            Action: ["sts:AssumeRole"],
            Condition: { StringEquals: { "aws:SourceAccount": { Ref: "AWS::AccountId" } } },
          },
        ],
      },
      Policies: [
        {
          PolicyName: "forward",
          PolicyDocument: {
            Version: "2012-10-17",
            Statement: [
              { Sid: "Forward", Effect: "Allow", Action: ["events:PutEvents"], Resource: [busArn] },
            ],
          },
        },
      ],
    },
  };
}

function forwardingRule(event: ForwardedEvent, busArn: string): Resource {
  return {
    Type: "AWS::Events::Rule",
    DependsOn: "ForwardingRole",
    Properties: {
      Name: `orgwatch-forward-${event.name}`,
      Description: event.words,
      EventPattern: event.pattern,
      State: "ENABLED",
      Targets: [
        {
          Id: "orgwatch",
          Arn: busArn,
          RoleArn: forwardingRoleArn,
        },
      ],
    },
  };
}

/** Joined, not substituted: Terraform would take CloudFormation's own `${…}` for its interpolation. */
const forwardingRoleArn = {
  "Fn::Join": [
    ":",
    ["arn", { Ref: "AWS::Partition" }, "iam", "", { Ref: "AWS::AccountId" }, `role/${forwardingRoleName}`],
  ],
};

/** `root-sign-in` → `ForwardRootSignIn` */
function logicalId(name: string): string {
  const words = name.split("-").map((word) => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`);
  return `Forward${words.join("")}`;
}
