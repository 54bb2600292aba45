import type { AwsCall } from "../aws-call";
import { guardFor } from "./guard";
import { parsePolicy, parseTrustPolicy } from "./policy-document";

const [infrasec, management] = ["111122223333", "999999999999"];
const viewer = `arn:aws:iam::${management}:role/OrgListAccountsViewer`;
const account = `arn:aws:iam::${infrasec}:root`;
const directory = `arn:aws:iam::${infrasec}:role/orgwatch-account-directory-us-west-2`;

describe("the guard of a deployment", () => {
  it("lets a role be assumed that trusts exactly the caller and its organization", () => {
    expect(guardTrusting(directory, "o-acme")(assume(viewer))).toBeUndefined();
  });

  it("lets a role be assumed that trusts the caller's account as far as it is that role", () => {
    expect(guardTrusting(account, "o-acme", directory)(assume(viewer))).toBeUndefined();
  });

  it.each([
    ["another role", `${directory}-too`, "o-acme", undefined],
    ["another role of the account", account, "o-acme", `${directory}-too`],
    ["another account", `arn:aws:iam::${management}:root`, "o-acme", undefined],
    ["everybody", "*", "o-acme", undefined],
    ["another organization", directory, "o-other", undefined],
  ])("refuses a role that trusts %s", (_, principal, organizationId, only) => {
    expect(guardTrusting(principal, organizationId, only)(assume(viewer))).toEqual({
      status: 403,
      code: "AccessDenied",
      message: `User: arn:aws:sts::${infrasec}:assumed-role/orgwatch-account-directory-us-west-2/run is not authorized to perform: sts:AssumeRole on resource: ${viewer} because no role trust policy allows the sts:AssumeRole action`,
    });
  });

  it("refuses an AssumeRole that the caller's own policy does not allow, whatever the trust", () => {
    const other = `arn:aws:iam::${management}:role/Other`;
    expect(guardTrusting(directory, "o-acme")(assume(other))?.message).toMatch(
      /on resource: .*role\/Other because no identity-based policy allows the sts:AssumeRole action$/,
    );
  });

  it("judges the assumed role by its own policy", () => {
    const guard = guardTrusting(directory, "o-acme");
    const principal = {
      accountId: management,
      kind: "role",
      roleName: "OrgListAccountsViewer",
      sessionName: "run",
    } as const;
    const list = { service: "organizations", region: "us-east-1", principal, parameters: {} };
    expect(guard({ ...list, operation: "ListAccounts" })).toBeUndefined();
    expect(guard({ ...list, operation: "CloseAccount" })?.code).toBe("AccessDeniedException");
  });

  it("leaves administrators alone", () => {
    const admin = { ...assume(viewer), principal: { accountId: infrasec, kind: "admin" } as const };
    expect(guardTrusting(directory, "o-other")(admin)).toBeUndefined();
  });
});

describe("reading a policy", () => {
  it.each([
    ["NotAction", { Effect: "Allow", NotAction: "s3:*", Resource: "*" }],
    ["NotResource", { Effect: "Allow", Action: "s3:*", NotResource: "*" }],
    [
      "an unknown operator",
      {
        Effect: "Allow",
        Action: "a:B",
        Resource: "*",
        Condition: { Bool: { "aws:SecureTransport": "true" } },
      },
    ],
    [
      "an unknown key",
      { Effect: "Allow", Action: "a:B", Resource: "*", Condition: { StringEquals: { "aws:SourceIp": "1" } } },
    ],
    [
      "a policy variable",
      { Effect: "Allow", Action: "a:B", Resource: ["arn:aws:s3:::b/$", "{aws:username}"].join("") },
    ],
  ])("refuses %s loudly", (_, statement) => {
    expect(() => parsePolicy({ Version: "2012-10-17", Statement: [statement] }, "role r")).toThrow(
      /^The sandbox cannot judge the policy of role r: /,
    );
  });
});

function guardTrusting(principal: string, organizationId: string, only?: string) {
  const policyOf = (Action: string, Resource: string) =>
    parsePolicy({ Version: "2012-10-17", Statement: { Effect: "Allow", Action, Resource } }, "the test");
  const trust = (AWS: string, organization: string, PrincipalArn?: string) =>
    parseTrustPolicy(
      {
        Version: "2012-10-17",
        Statement: {
          Effect: "Allow",
          Principal: { AWS },
          Action: "sts:AssumeRole",
          Condition: {
            StringEquals: { "aws:PrincipalOrgID": organization },
            ...(PrincipalArn !== undefined && { ArnEquals: { "aws:PrincipalArn": [PrincipalArn] } }),
          },
        },
      },
      "the test",
    );
  return guardFor({
    organizationId: "o-acme",
    roles: [
      {
        accountId: infrasec,
        name: "orgwatch-account-directory-us-west-2",
        policies: [policyOf("sts:AssumeRole", viewer)],
        trust: trust("arn:aws:iam::1:role/none", "o-acme"),
      },
      {
        accountId: management,
        name: "OrgListAccountsViewer",
        policies: [policyOf("organizations:ListAccounts", "*")],
        trust: trust(principal, organizationId, only),
      },
    ],
  });
}

function assume(RoleArn: string): AwsCall {
  return {
    service: "sts",
    operation: "AssumeRole",
    region: "us-west-2",
    principal: {
      accountId: infrasec,
      kind: "role",
      roleName: "orgwatch-account-directory-us-west-2",
      sessionName: "run",
    },
    parameters: { RoleArn, RoleSessionName: "x" },
  };
}
