import { rootUse } from "./forwarded-events";
import { memberBaseline } from "./member-baseline";

const busArn = "arn:aws:events:us-west-2:222222222222:event-bus/orgwatch";
const template = memberBaseline({ busArn, homeRegion: "us-west-2", forwards: rootUse });

describe("member baseline", () => {
  it("makes the forwarding role once, in the home region, and lets it do nothing but forward", () => {
    expect(template.Conditions).toEqual({
      HomeRegion: { "Fn::Equals": [{ Ref: "AWS::Region" }, "us-west-2"] },
    });
    expect(template.Resources.ForwardingRole).toMatchObject({
      Condition: "HomeRegion",
      Properties: {
        RoleName: "orgwatch-forward-events",
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
      DependsOn: "ForwardingRole",
      Properties: {
        Name: "orgwatch-forward-root-sign-in",
        Description: "The root user signed in to the console, or tried to",
        EventPattern: {
          "detail-type": ["AWS Console Sign In via CloudTrail"],
          detail: { userIdentity: { type: ["Root"] } },
        },
        State: "ENABLED",
        Targets: [
          {
            Id: "orgwatch",
            Arn: busArn,
            RoleArn: {
              "Fn::Join": [
                ":",
                [
                  "arn",
                  { Ref: "AWS::Partition" },
                  "iam",
                  "",
                  { Ref: "AWS::AccountId" },
                  "role/orgwatch-forward-events",
                ],
              ],
            },
          },
        ],
      },
    });
  });

  it("fits into a CloudFormation template and holds nothing that Terraform would interpolate", () => {
    const text = JSON.stringify(template);
    expect(text.length).toBeLessThan(51_200);
    expect(text).not.toContain("${");
  });
});
