// What Orgwatch needs in every account of the organization, as a CloudFormation template: StackSets bring it to all accounts, also to
// future ones, which Terraform cannot.
import type { ForwardedEvent } from "@orgwatch/manifest/alerting-rules";
import type { DeployedMemberRole } from "../deployed-member-roles";
import { ruleStateOf } from "./forwarded-events";
import { inHomeRegion, type MemberRoleTrust, memberRoleResources } from "./member-roles";

export type BaselineProps = {
  /** The ARN of the organization's bus in the home region. */
  readonly busArn: string;
  readonly forwards: readonly ForwardedEvent[];
  /** What jobs need in every account. */
  readonly roles: readonly DeployedMemberRole[];
  readonly trust: MemberRoleTrust;
};

/** A resource of the template. */
export type Resource = {
  readonly Type: "AWS::IAM::Role" | "AWS::IAM::ManagedPolicy" | "AWS::Events::Rule";
  /** The name of a condition of the template, without which the resource is not made. */
  readonly Condition?: string;
  readonly Properties: Readonly<Record<string, unknown>>;
};

/** A CloudFormation template in the part of the language that is used here. */
export type Template = {
  readonly AWSTemplateFormatVersion: "2010-09-09";
  readonly Description: string;
  readonly Conditions: Readonly<Record<string, unknown>>;
  readonly Resources: Readonly<Record<string, Resource>>;
};

/**
 * The role with which a region's rules put events onto the organization's bus is called `orgwatch-forward-events-<region>`. Roles are
 * global, and one for all regions would have to be there first; but the order in which StackSets serves the regions of a new account is
 * not ours, and EventBridge refuses a rule whose role it cannot assume. Joined, not substituted: Terraform would take CloudFormation's
 * own `${…}` for its interpolation.
 */
const forwardingRoleName = { "Fn::Join": ["-", ["orgwatch-forward-events", { Ref: "AWS::Region" }]] };

/** The template; the same one in each region of each account. */
export function memberBaseline({ busArn, forwards, roles, trust }: BaselineProps): Template {
  return {
    AWSTemplateFormatVersion: "2010-09-09",
    Description:
      "Orgwatch: forwards what the security account must know to its event bus, and lets its jobs in",
    Conditions: { [inHomeRegion]: { "Fn::Equals": [{ Ref: "AWS::Region" }, trust.homeRegion] } },
    Resources: {
      ForwardingRole: forwardingRole(busArn),
      ...Object.fromEntries(forwards.map((event) => [logicalId(event.name), forwardingRule(event, busArn)])),
      ...Object.fromEntries(roles.flatMap((role) => Object.entries(memberRoleResources(role, trust)))),
    },
  };
}

function forwardingRole(busArn: string): Resource {
  return {
    Type: "AWS::IAM::Role",
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
    Properties: {
      Name: `orgwatch-forward-${event.name}`,
      Description: event.words,
      EventPattern: event.pattern,
      State: ruleStateOf(event),
      Targets: [{ Id: "orgwatch", Arn: busArn, RoleArn: { "Fn::GetAtt": ["ForwardingRole", "Arn"] } }],
    },
  };
}

/** `root-sign-in` → `ForwardRootSignIn` */
function logicalId(name: string): string {
  const words = name.split("-").map((word) => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`);
  return `Forward${words.join("")}`;
}
