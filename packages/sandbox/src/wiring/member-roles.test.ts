import { allow, defineLambda } from "@orgwatch/manifest/define-lambda";
import { memberRole } from "@orgwatch/manifest/references";
import { schedule } from "@orgwatch/manifest/trigger";
import { rolesOfMembers } from "./member-roles";
import { planLambdas } from "./plan-lambdas";
import type { WiringRequest } from "./wiring-request";

it("is in every active account, and trusts exactly the lambdas that use it", () => {
  const lambda = (name: string) =>
    defineLambda({
      name,
      summary: "Reads",
      impact: "None",
      stack: "tests",
      runsIn: "home-region",
      entry: "src/handler.ts",
      trigger: schedule("rate(1 hour)", "hourly"),
      timeoutSeconds: 10,
      env: {},
      allow: [allow(["sts:AssumeRole"], memberRole("Reader"))],
    });
  const request: WiringRequest = {
    endpoint: "http://127.0.0.1:1",
    organization: {
      id: "o-acme",
      managementAccountId: "999999999999",
      infrasecAccountId: "111122223333",
      homeRegion: "us-west-2",
      regions: ["us-west-2"],
      accounts: [
        { id: "999999999999", state: "ACTIVE" },
        { id: "444455556666", state: "SUSPENDED" },
        { id: "111122223333", state: "ACTIVE" },
      ],
    },
    ...{ teams: ["platform"], defaultTeam: "platform", tables: [], settings: {}, secrets: {} },
    lambdas: [lambda("visit"), lambda("peep")],
    memberRoles: [
      {
        roleName: "Reader",
        summary: "Reads",
        stack: "tests",
        usedBy: ["visit"],
        actions: ["support:DescribeCases"],
        because: "AWS Support knows no resources",
        conditioned: [
          {
            actions: ["ec2:StopInstances"],
            on: ["arn:<partition>:ec2:*:*:instance/*"],
            condition: { Null: { "aws:ResourceTag/mark": "false" } },
          },
        ],
      },
    ],
  };
  const job = { Sid: "Job", Effect: "Allow", Action: ["support:DescribeCases"], Resource: ["*"] };
  const conditioned = {
    Sid: "Conditioned1",
    Effect: "Allow",
    Action: ["ec2:StopInstances"],
    Resource: ["arn:aws:ec2:*:*:instance/*"],
    Condition: { Null: { "aws:ResourceTag/mark": ["false"] } },
  };
  const assume = {
    Sid: "Assume",
    Effect: "Allow",
    Principal: { AWS: ["arn:aws:iam::111122223333:role/orgwatch-visit-us-west-2"] },
    Action: ["sts:AssumeRole"],
    Condition: { StringEquals: { "aws:PrincipalOrgID": ["o-acme"] } },
  };
  expect(rolesOfMembers(planLambdas(request), request)).toEqual(
    ["999999999999", "111122223333"].map((accountId) => ({
      accountId,
      name: "Reader",
      policies: [{ Version: "2012-10-17", Statement: [job, conditioned] }],
      trust: { Version: "2012-10-17", Statement: [assume] },
    })),
  );
});
