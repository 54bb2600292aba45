import { rootUse } from "@orgwatch/manifest/alerting-rules";
import { memberBaseline } from "./member-baseline";

const busArn = "arn:aws:events:us-west-2:222222222222:event-bus/orgwatch";
const template = memberBaseline({ busArn, forwards: rootUse });

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

  it("fits into a CloudFormation template and holds nothing that Terraform would interpolate", () => {
    const text = JSON.stringify(template);
    expect(text.length).toBeLessThan(51_200);
    expect(text).not.toContain("${");
  });
});
