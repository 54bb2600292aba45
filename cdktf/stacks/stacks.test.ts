import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { lambdas } from "@orgwatch/lambdas/all";
import { sampleConfig } from "../testing/sample-config";
import { readStack, resourceList, resourcesOf, synthesizeToFolder } from "../testing/synthesized";

/** A Terraform expression in JSON. */
function interpolated(expression: string): string {
  return `\${${expression}}`;
}

describe("the synthesized stacks", () => {
  const before = process.cpuUsage();
  const folder = synthesizeToFolder(sampleConfig());
  const { user, system } = process.cpuUsage(before);
  const orgRoot = readStack(folder, "org-root");
  const infrasec = readStack(folder, "infrasec-admin-global");
  const supportCases = readStack(folder, "support-cases");
  const sgChatops = readStack(folder, "sg-chatops");
  const tagAudit = readStack(folder, "tag-audit");
  const inventory = readStack(folder, "inventory");
  afterAll(() => rmSync(folder, { recursive: true }));

  it("are written in under five seconds of a processor's time", () => {
    expect((user + system) / 1e6).toBeLessThan(5);
  });

  it("hold these resources", () => {
    expect({
      orgRoot: resourceList(orgRoot),
      infrasec: resourceList(infrasec),
      supportCases: resourceList(supportCases),
      sgChatops: resourceList(sgChatops),
      tagAudit: resourceList(tagAudit),
      inventory: resourceList(inventory),
    }).toMatchSnapshot();
  });

  it("keep one state each, encrypted by the bucket's own default and locked by the bucket itself, and accept credentials of their own account only", () => {
    expect(orgRoot.terraform).toEqual({
      backend: {
        s3: {
          bucket: "orgwatch-state-111111111111",
          key: "orgwatch/org-root.tfstate",
          region: "us-west-2",
          use_lockfile: true,
        },
      },
      required_providers: { aws: { source: "hashicorp/aws", version: ">= 5.100.0, < 7.0.0" } },
      required_version: ">= 1.10.0",
    });
    expect(infrasec.provider.aws).toEqual(
      ["us-west-2", "us-east-1"].map((region) => ({
        alias: region,
        region,
        allowed_account_ids: ["222222222222"],
        default_tags: [{ tags: { "orgwatch:stack": "infrasec-admin-global" } }],
      })),
    );
  });

  it("give each resource the provider of the region that it stands in", () => {
    for (const { id, attributes } of [
      orgRoot,
      infrasec,
      supportCases,
      sgChatops,
      tagAudit,
      inventory,
    ].flatMap((stack) => resourcesOf(stack))) {
      const region = id.startsWith("bus") || id.startsWith("us-west-2") ? "us-west-2" : "us-east-1";
      expect([id, attributes.provider]).toEqual([id, `aws.${region}`]);
    }
  });

  it("find each account's own state bucket under the name that it was given: no two accounts can have the same", () => {
    const named = synthesizeToFolder(sampleConfig({ stateBucket: { management: "acme-root-states" } }));
    const buckets = ["org-root", "infrasec-admin-global"].map(
      (stack) => readStack(named, stack).terraform.backend,
    );
    rmSync(named, { recursive: true });
    expect(buckets).toMatchObject([
      { s3: { bucket: "acme-root-states" } },
      { s3: { bucket: "orgwatch-state-222222222222" } },
    ]);
  });

  it("keep the provider of a region that is given up, so that Terraform can still take away what is there", () => {
    const after = synthesizeToFolder(
      sampleConfig({ regions: ["us-east-1", "us-west-2"], retiredRegions: ["eu-west-1"] }),
    );
    const stacks = ["org-root", "infrasec-admin-global"].map((stack) => readStack(after, stack));
    rmSync(after, { recursive: true });
    for (const [stack, before] of [[stacks[0], orgRoot] as const, [stacks[1], infrasec] as const]) {
      expect(stack?.provider.aws.map(({ alias }) => alias)).toEqual(["us-west-2", "us-east-1", "eu-west-1"]);
      expect(stack && resourceList(stack)).toEqual(resourceList(before));
    }
  });

  it.each(["infrasec-admin-global", "support-cases", "sg-chatops", "tag-audit", "inventory"])(
    "carry the lambdas' zips with them: %s",
    (stack) => {
      const assets = readdirSync(join(folder, "out", "stacks", stack, "assets"), { recursive: true });
      expect(assets.map(String).filter((file) => file.endsWith(".zip"))).toHaveLength(
        lambdas.filter((lambda) => lambda.stack === stack).length,
      );
      for (const { attributes } of resourcesOf(readStack(folder, stack), "aws_lambda_function"))
        expect(attributes.filename).toMatch(/^assets\/.*\.zip$/);
    },
  );

  it("hold no secret: neither a SecureString nor a value read from one", () => {
    const settings = ["account-source", "routing", "slack-app"];
    expect(
      resourcesOf(infrasec, "aws_ssm_parameter").map(({ attributes }) =>
        [attributes.provider, attributes.name, attributes.type].join(" "),
      ),
    ).toEqual([
      ...settings.map((name) => `aws.us-east-1 /infrasec-admin-global/${name} String`),
      ...settings.map((name) => `aws.us-west-2 /infrasec-admin-global/${name} String`),
      "aws.us-west-2 /infrasec-admin-global/http-api/url String",
    ]);
    expect(infrasec.data).toEqual({});
    expect(resourcesOf(supportCases, "aws_ssm_parameter")).toEqual([]);
    expect(
      resourcesOf(sgChatops, "aws_ssm_parameter").map(({ attributes }) =>
        [attributes.provider, attributes.name, attributes.type].join(" "),
      ),
    ).toEqual([
      "aws.us-west-2 /sg-chatops/event-data-stores String",
      "aws.us-west-2 /sg-chatops/policy String",
    ]);
    expect(
      resourcesOf(tagAudit, "aws_ssm_parameter").map(({ attributes }) => [attributes.name, attributes.type]),
    ).toEqual([["/tag-audit/policy", "String"]]);
    expect(
      resourcesOf(inventory, "aws_ssm_parameter").map(({ attributes }) => [attributes.name, attributes.type]),
    ).toEqual([["/inventory/policy", "String"]]);
  });
});

describe("org-root", () => {
  const folder = synthesizeToFolder(sampleConfig());
  const stack = readStack(folder, "org-root");
  afterAll(() => rmSync(folder, { recursive: true }));

  it("stops a plan of the wrong organization or without trusted access, and says what to run", () => {
    const [organization] = resourcesOf({ resource: stack.data }, "aws_organizations_organization");
    expect(organization?.attributes.lifecycle).toEqual({
      postcondition: [
        {
          condition: interpolated('self.id == "o-a1b2c3d4e5"'),
          error_message:
            "These credentials belong to another organization than o-a1b2c3d4e5 (organization.id in org.config.ts).",
        },
        {
          condition: interpolated('contains(self.aws_service_access_principals, "guardduty.amazonaws.com")'),
          error_message:
            "AWS Organizations does not trust guardduty.amazonaws.com yet. Run once in the management account: aws organizations enable-aws-service-access --service-principal guardduty.amazonaws.com",
        },
        {
          condition: interpolated(
            'contains(self.aws_service_access_principals, "member.org.stacksets.cloudformation.amazonaws.com")',
          ),
          error_message:
            "AWS Organizations does not trust member.org.stacksets.cloudformation.amazonaws.com yet. Run once in the management account: aws cloudformation activate-organizations-access",
        },
      ],
    });
  });

  it("warns when GuardDuty cannot be switched on in the management account itself, and says what to run", () => {
    const [roles] = resourcesOf({ resource: stack.data }, "aws_iam_roles");
    expect(roles?.attributes).toMatchObject({
      provider: "aws.us-west-2",
      path_prefix: "/aws-service-role/guardduty.amazonaws.com/",
    });
    expect(stack.check).toEqual({
      "guardduty-in-the-management-account": {
        assert: {
          condition: interpolated(`length(data.aws_iam_roles.${roles?.id}.names) > 0`),
          error_message:
            "GuardDuty cannot watch the management account: its service-linked role is missing there. Run once in the management account: aws iam create-service-linked-role --aws-service-name guardduty.amazonaws.com",
        },
      },
    });
  });

  it("rolls the baseline out to the whole organization, future accounts too, one region after the other", () => {
    const [stackSet] = resourcesOf(stack, "aws_cloudformation_stack_set");
    expect(stackSet?.attributes).toMatchObject({
      permission_model: "SERVICE_MANAGED",
      auto_deployment: { enabled: true, retain_stacks_on_account_removal: false },
    });
    const instances = resourcesOf(stack, "aws_cloudformation_stack_set_instance").map(
      ({ id, attributes }) => ({
        id,
        region: attributes.region,
        targets: attributes.deployment_targets,
        after: attributes.depends_on,
      }),
    );
    const home = instances.find(({ region }) => region === "us-west-2");
    const other = instances.find(({ region }) => region === "us-east-1");
    expect(home).toMatchObject({
      targets: { organizational_unit_ids: ["r-ab12"] },
      after: [`aws_cloudformation_stack_set.${stackSet?.id}`],
    });
    expect(other?.after).toEqual([`aws_cloudformation_stack_set_instance.${home?.id}`]);
  });

  it("gives the management account the same baseline", () => {
    const stacks = resourcesOf(stack, "aws_cloudformation_stack");
    expect(stacks.map(({ attributes }) => attributes.name)).toEqual([
      "orgwatch-member-baseline",
      "orgwatch-member-baseline",
    ]);
    const [stackSet] = resourcesOf(stack, "aws_cloudformation_stack_set");
    for (const { attributes } of stacks)
      expect(attributes.template_body).toEqual(stackSet?.attributes.template_body);
  });

  it("lets the account directory list accounts, and nobody else", () => {
    const role = resourcesOf(stack, "aws_iam_role").find(
      ({ attributes }) => attributes.name === "OrgListAccountsViewer",
    );
    expect(JSON.parse(String(role?.attributes.assume_role_policy))).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "ExactRoles",
          Effect: "Allow",
          Principal: { AWS: "arn:aws:iam::222222222222:root" },
          Action: ["sts:AssumeRole"],
          Condition: {
            ArnEquals: {
              "aws:PrincipalArn": ["arn:aws:iam::222222222222:role/orgwatch-account-directory-us-west-2"],
            },
            StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" },
          },
        },
      ],
    });
  });
});
