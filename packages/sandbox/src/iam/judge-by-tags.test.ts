import { simulate, simulatedRole } from "./independent-simulator";
import { judge, reasonToRefuse } from "./judge";
import { parsePolicy } from "./policy-document";

const mark = "orgwatch:tag-audit";
const resource = "arn:aws:ec2:*:*:instance/*";
const enforcer = parsePolicy(
  {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: ["ec2:CreateTags", "ec2:DeleteTags"],
        Resource: resource,
        Condition: { "ForAllValues:StringEquals": { "aws:TagKeys": [mark] } },
      },
      {
        Effect: "Allow",
        Action: ["ec2:ModifyInstanceAttribute", "ec2:StopInstances", "ec2:TerminateInstances"],
        Resource: resource,
        Condition: { Null: { [`aws:ResourceTag/${mark}`]: "false" } },
      },
    ],
  },
  "the test",
);
const marked = { [`aws:ResourceTag/${mark}`]: "stop" };
const { account, name } = simulatedRole;
const instance = `arn:aws:ec2:us-west-2:${account}:instance/i-1`;

/** The action on one instance, what IAM knows besides, and whether the policy above allows it. */
const cases: readonly (readonly [
  action: string,
  context: Readonly<Record<string, string | string[]>>,
  allowed: boolean,
])[] = [
  ["ec2:CreateTags", { "aws:TagKeys": [mark] }, true],
  ["ec2:CreateTags", { "aws:TagKeys": [mark, "created_by"] }, false],
  ["ec2:CreateTags", { "aws:TagKeys": ["Orgwatch:tag-audit"] }, false],
  ["ec2:CreateTags", { ...marked, "aws:TagKeys": ["created_by"] }, false],
  ["ec2:DeleteTags", { "aws:TagKeys": [mark] }, true],
  // All tags are deleted then: nothing in such a condition forbids it.
  ["ec2:DeleteTags", {}, true],
  ["ec2:StopInstances", marked, true],
  ["ec2:StopInstances", { [`aws:ResourceTag/${mark}`]: "" }, true],
  ["ec2:StopInstances", { [`aws:resourcetag/${mark.toUpperCase()}`]: "stop" }, true],
  ["ec2:StopInstances", {}, false],
  ["ec2:StopInstances", { "aws:ResourceTag/team": "a" }, false],
  ["ec2:TerminateInstances", marked, true],
  ["ec2:TerminateInstances", {}, false],
  ["ec2:StartInstances", marked, false],
];

it.each(cases)("%s with %j: allowed %s", (action, context, allowed) => {
  const reason = reasonToRefuse({ action, resource: instance, context }, [enforcer], {});
  expect(reason === undefined).toBe(allowed);
});

it("agrees with an independent simulator on every case", async () => {
  const simulated = await Promise.all(
    cases.map(async ([action, context]) => [
      action,
      await simulate({ action, resource: instance }, enforcer, context),
    ]),
  );
  expect(simulated).toEqual(cases.map(([action, _, allowed]) => [action, allowed]));
});

it("refuses a call for the one of its instances without the tag", () => {
  const stop = {
    ...{ service: "ec2", operation: "StopInstances", region: "us-west-2" },
    principal: { accountId: account, kind: "role", roleName: name, sessionName: "s" } as const,
    parameters: { InstanceId: ["i-1", "i-2"] },
  };
  const tagsOf = { "i-1": { [mark]: "stop" } };
  expect(judge({ ...stop, facts: { tagsOf } }, [enforcer], {})).toEqual({
    status: 403,
    code: "UnauthorizedOperation",
    message: `User: arn:aws:sts::${account}:assumed-role/${name}/s is not authorized to perform: ec2:StopInstances on resource: arn:aws:ec2:us-west-2:${account}:instance/i-2 because no identity-based policy allows the ec2:StopInstances action`,
  });
  const both = { ...tagsOf, "i-2": { [mark]: "stop" } };
  expect(judge({ ...stop, facts: { tagsOf: both } }, [enforcer], {})).toBeUndefined();
});
