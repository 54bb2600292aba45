import { inventoryRole } from "@orgwatch/inventory/manifest";
import { lambdas, memberRoles } from "@orgwatch/lambdas/all";
import { rootUse } from "@orgwatch/manifest/alerting-rules";
import { roleName } from "@orgwatch/manifest/names";
import { securityGroupReader, securityGroupResponder } from "@orgwatch/sg-chatops/manifest";
import { getSupportInfoRole } from "@orgwatch/support-cases/manifest";
import { tagAuditor, tagEnforcer } from "@orgwatch/tag-audit/manifest";
import { policyDocument } from "../policy-document";
import { sampleConfig } from "../testing/sample-config";
import { forwardedEvents } from "./forwarded-events";
import { memberAccountData } from "./member-account-data";
import { memberBaseline } from "./member-baseline";
import { memberRoleStatements } from "./member-role-statements";

const busArn = "arn:aws:events:us-west-2:222222222222:event-bus/orgwatch";
const trust = {
  partition: "aws",
  organizationId: "o-a1b2c3d4e5",
  infrasecAccountId: "222222222222",
  homeRegion: "us-west-2",
} as const;
const template = memberBaseline({ busArn, forwards: rootUse, roles: [getSupportInfoRole], trust });
const whole = memberBaseline({
  busArn,
  forwards: forwardedEvents(sampleConfig()),
  roles: memberRoles,
  trust,
});

describe("member baseline", () => {
  it("makes a role of its own in each region, so that no region waits for another, and lets it do nothing but forward", () => {
    expect(template.Resources.ForwardingRole).toMatchObject({
      Type: "AWS::IAM::Role",
      Properties: {
        RoleName: { "Fn::Join": ["-", ["orgwatch-forward-events", { Ref: "AWS::Region" }]] },
        Policies: [
          {
            PolicyDocument: {
              Statement: [
                { Sid: "Forward", Effect: "Allow", Action: ["events:PutEvents"], Resource: [busArn] },
              ],
            },
          },
        ],
      },
    });
  });

  it("has a rule for each forwarded event, with the bus as its target", () => {
    const rules = Object.entries(template.Resources).filter(([, { Type }]) => Type === "AWS::Events::Rule");
    expect(rules.map(([id]) => id)).toEqual(["ForwardRootSignIn", "ForwardRootCall", "ForwardAssumeRoot"]);
    expect(rules[0]?.[1]).toEqual({
      Type: "AWS::Events::Rule",
      Properties: {
        Name: "orgwatch-forward-root-sign-in",
        Description: "The root user signed in to the console, or tried to",
        EventPattern: {
          "detail-type": ["AWS Console Sign In via CloudTrail", "AWS Console Signin via CloudTrail"],
          detail: { userIdentity: { type: ["Root"] } },
        },
        State: "ENABLED",
        Targets: [
          {
            Id: "orgwatch",
            Arn: busArn,
            RoleArn: { "Fn::GetAtt": ["ForwardingRole", "Arn"] },
          },
        ],
      },
    });
  });

  it("hears of sts:AssumeRoot, which CloudTrail marks as a read", () => {
    expect(template.Resources.ForwardAssumeRoot?.Properties.State).toBe(
      "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS",
    );
  });

  it("makes a job's role by its exact name, once in each account: in the home region", () => {
    expect(template.Conditions).toEqual({
      InHomeRegion: { "Fn::Equals": [{ Ref: "AWS::Region" }, "us-west-2"] },
    });
    expect(template.Resources.GetSupportInfoRole).toEqual({
      Type: "AWS::IAM::Role",
      Condition: "InHomeRegion",
      Properties: {
        RoleName: "GetSupportInfoRole",
        Description: "Lets Orgwatch read this account's AWS Support cases",
        AssumeRolePolicyDocument: {
          Version: "2012-10-17",
          Statement: [
            {
              Sid: "ExactRoles",
              Effect: "Allow",
              Principal: { AWS: "arn:aws:iam::222222222222:root" },
              Action: ["sts:AssumeRole"],
              Condition: {
                ArnEquals: {
                  "aws:PrincipalArn": [
                    "arn:aws:iam::222222222222:role/orgwatch-case-updates-us-west-2",
                    "arn:aws:iam::222222222222:role/orgwatch-case-sweep-accounts-us-west-2",
                  ],
                },
                StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" },
              },
            },
          ],
        },
        Policies: [
          {
            PolicyName: "orgwatch",
            PolicyDocument: {
              Version: "2012-10-17",
              Statement: [
                {
                  Sid: "Job",
                  Effect: "Allow",
                  Action: ["support:DescribeCases", "support:DescribeCommunications"],
                  Resource: ["*"],
                },
              ],
            },
          },
        ],
      },
    });
  });

  it("lets a role act under the manifest's conditions only, on the partition's own resources", () => {
    const inChina = memberBaseline({
      busArn,
      forwards: [],
      roles: [tagEnforcer],
      trust: { ...trust, partition: "aws-cn" },
    });
    const [marking, acting] = tagEnforcer.conditioned ?? [];
    expect(inChina.Resources.tagenforcer?.Properties.Policies).toEqual([
      {
        PolicyName: "orgwatch",
        PolicyDocument: {
          Version: "2012-10-17",
          Statement: [
            { Sid: "Job", Effect: "Allow", Action: tagEnforcer.actions, Resource: ["*"] },
            {
              Sid: "Conditioned1",
              Effect: "Allow",
              Action: ["ec2:CreateTags", "ec2:DeleteTags"],
              Resource: ["arn:aws-cn:ec2:*:*:instance/*"],
              Condition: marking?.condition,
            },
            {
              Sid: "Conditioned2",
              Effect: "Allow",
              Action: ["ec2:ModifyInstanceAttribute", "ec2:StopInstances", "ec2:TerminateInstances"],
              Resource: ["arn:aws-cn:ec2:*:*:instance/*"],
              Condition: acting?.condition,
            },
          ],
        },
      },
    ]);
    expect(acting?.condition).toMatchObject({ Null: { "aws:ResourceTag/orgwatch:tag-audit": "false" } });
  });

  it("trusts the roles of lambdas that there are", () => {
    const roles = lambdas.map(({ name }) => roleName(name, "us-west-2"));
    const trusted = memberRoles.flatMap(({ usedBy }) => usedBy);
    for (const name of trusted) expect(roles).toContain(roleName(name, "us-west-2"));
  });

  it("fits into a CloudFormation template with every job, and holds nothing that Terraform would interpolate", () => {
    const text = JSON.stringify(whole);
    // A configuration may add to the role `inventory` as much as IAM takes as a managed policy.
    expect(text.length + 6144 + 300).toBeLessThan(51_200);
    const inline = policyDocument(memberRoleStatements(inventoryRole, "aws"));
    expect(inline.length).toBeLessThan(10_240);
    expect(text).not.toContain("${");
  });
});

describe("the data of terraform/modules/member-account", () => {
  it("brings the same rules and roles as the StackSet where everything is used", () => {
    const rules = Object.values(whole.Resources).filter(({ Type }) => Type === "AWS::Events::Rule");
    const { forwards, roles } = memberAccountData();
    expect(
      forwards.map(({ name, words, pattern, state }) => ({
        Name: name,
        Description: words,
        EventPattern: pattern,
        State: state,
      })),
    ).toEqual(rules.map(({ Properties: { Targets: _, ...properties } }) => properties));
    expect(roles).toEqual([
      {
        name: "inventory",
        summary: "Lets Orgwatch list what exists in this account",
        job: "inventory",
        trusted: ["orgwatch-inventory-runner-<home_region>"],
        actions: inventoryRole.actions,
        because: "an inventory lists all resources, and most calls that list know no narrower one",
        conditioned: inventoryRole.conditioned,
      },
      {
        name: "security-group-reader",
        summary: "Lets Orgwatch read this account's security groups",
        job: "sg-chatops",
        trusted: ["orgwatch-sg-changes-<home_region>", "orgwatch-sg-rules-read-<home_region>"],
        actions: securityGroupReader.actions,
        because: "EC2's Describe calls know no resources",
        conditioned: [],
      },
      {
        name: "security-group-responder",
        summary: "Lets Orgwatch take back changes of this account's security groups that people denied",
        job: "sg-chatops",
        trusted: ["orgwatch-sg-decisions-<home_region>"],
        actions: securityGroupResponder.actions,
        because: "any group of the account may be the one that was changed",
        conditioned: [],
      },
      {
        name: "GetSupportInfoRole",
        summary: "Lets Orgwatch read this account's AWS Support cases",
        job: "support-cases",
        trusted: ["orgwatch-case-updates-<home_region>", "orgwatch-case-sweep-accounts-<home_region>"],
        actions: getSupportInfoRole.actions,
        because: "AWS Support knows no resources",
        conditioned: [],
      },
      {
        name: "tag-auditor",
        summary: "Lets Orgwatch read this account's EC2 instances and who may own them",
        job: "tag-audit",
        trusted: ["orgwatch-tag-audit-scan-<home_region>", "orgwatch-tag-audit-enforce-<home_region>"],
        actions: tagAuditor.actions,
        because: "these calls know no resources, or are about all instances and users",
        conditioned: [],
      },
      {
        name: "tag-enforcer",
        summary:
          "Lets Orgwatch mark, stop and terminate this account's EC2 instances that violate the tag scheme",
        job: "tag-audit",
        trusted: ["orgwatch-tag-audit-enforce-<home_region>"],
        actions: tagEnforcer.actions,
        because: "EC2's Describe calls know no resources",
        conditioned: tagEnforcer.conditioned,
      },
    ]);
  });

  it("says which events come with a job, and which always", () => {
    const { forwards } = memberAccountData();
    expect(forwards.map(({ name, job }) => [name, job])).toEqual([
      ["orgwatch-forward-root-sign-in", null],
      ["orgwatch-forward-root-call", null],
      ["orgwatch-forward-assume-root", null],
      ["orgwatch-forward-account-directory-organization-changed", null],
      ["orgwatch-forward-sg-changes-security-group-call", "sg-chatops"],
      ["orgwatch-forward-case-updates-support-case-update", "support-cases"],
    ]);
  });
});
