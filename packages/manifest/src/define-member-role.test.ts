import { defineMemberRole } from "./define-member-role";

const enforcer = {
  roleName: "tag-enforcer",
  summary: "Stops instances",
  stack: "tag-audit",
  usedBy: ["tag-audit-enforce"],
  actions: ["ec2:DescribeInstances"],
  because: "EC2's Describe calls know no resources",
  conditioned: [
    {
      actions: ["ec2:StopInstances"],
      on: ["arn:<partition>:ec2:*:*:instance/*"],
      condition: { Null: { "aws:ResourceTag/mark": "false" } },
    },
  ],
};

describe("defineMemberRole", () => {
  it("keeps the declaration", () => {
    expect(defineMemberRole(enforcer)).toEqual(enforcer);
  });

  it("reports all problems together, those of conditioned actions too", () => {
    expect(() =>
      defineMemberRole({
        ...enforcer,
        roleName: "tag enforcer",
        usedBy: [],
        actions: [],
        because: "",
        conditioned: [{ actions: ["ec2:Stop*"], on: [], condition: {} }],
      }),
    ).toThrow(
      new Error(
        "role tag enforcer: IAM does not take its name; nobody uses it; it may do nothing; " +
          "its * resource needs a written reason; ec2:Stop* is not one exact IAM action",
      ),
    );
  });
});
