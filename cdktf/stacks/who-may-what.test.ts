// What must hold for every policy that anyone ever adds to a stack.
import { rmSync } from "node:fs";
import { z } from "zod";
import { sampleConfig } from "../testing/sample-config";
import { type Resource, readStack, resourcesOf, synthesizeToFolder } from "../testing/synthesized";

const statement = z.object({
  Sid: z.string(),
  Effect: z.enum(["Allow", "Deny"]),
  Principal: z.unknown().optional(),
  Resource: z.array(z.string()).default([]),
  Condition: z.unknown().optional(),
});
const policy = z.object({ Statement: z.array(statement) });

const folder = synthesizeToFolder(sampleConfig());
const stack = readStack(folder, "infrasec-admin-global");
const orgRoot = readStack(folder, "org-root");
const jobs = ["support-cases", "sg-chatops", "tag-audit", "inventory"].map((job) => readStack(folder, job));

afterAll(() => rmSync(folder, { recursive: true }));

describe("policies", () => {
  const documents = [stack, orgRoot, ...jobs]
    .flatMap((one) => resourcesOf(one))
    .flatMap((resource) =>
      ["policy", "assume_role_policy"]
        .filter((key) => typeof resource.attributes[key] === "string")
        .map((key) => ({
          resource,
          statements: policy.parse(JSON.parse(String(resource.attributes[key]))).Statement,
        })),
    );
  const where = ({ type, id }: Resource) => `${type} ${id.replace(/_[0-9A-F]{8}$/, "")}`;

  it("allow * as a resource only where nothing narrower exists", () => {
    const wide = documents.filter(({ statements }) =>
      statements.some(({ Effect, Resource }) => Effect === "Allow" && Resource.includes("*")),
    );
    expect(wide.map(({ resource }) => where(resource)).sort()).toEqual([
      "aws_iam_role_policy us-west-2_account-directory_lambda_policy",
      "aws_iam_role_policy us-west-2_account-listing_policy",
      "aws_iam_role_policy us-west-2_case-sweep_policy",
      "aws_iam_role_policy us-west-2_finding-responder_lambda_policy",
      "aws_iam_role_policy us-west-2_inventory_policy",
      "aws_iam_role_policy us-west-2_sg-rules_policy",
      "aws_iam_role_policy us-west-2_tag-audit_policy",
      "aws_kms_key us-east-1_alerting_failover_key",
      "aws_kms_key us-east-1_alerting_key",
      "aws_kms_key us-west-2_alerting_failover_key",
      "aws_kms_key us-west-2_alerting_key",
    ]);
  });

  it("allow no one from everywhere without a condition", () => {
    const open = documents.flatMap(({ statements }) =>
      statements.filter(
        ({ Effect, Principal, Condition }) => Effect === "Allow" && Principal === "*" && !Condition,
      ),
    );
    expect(open).toEqual([]);
  });

  it("let services in only for this account", () => {
    const services = documents.flatMap(({ resource, statements }) =>
      statements
        .filter(({ Principal }) => JSON.stringify(Principal ?? "").includes("Service"))
        .filter(
          ({ Condition }) => !/aws:Source(Account|Arn)|aws:logs:arn/.test(JSON.stringify(Condition ?? "")),
        )
        .map(() => where(resource)),
    );
    // Lambda gives no source when it takes on an execution role.
    expect(services).toEqual([
      ...["heartbeat", "pagerduty-pager", "slack-notifier"].map(
        (lambda) => `aws_iam_role us-east-1_${lambda}_lambda_role`,
      ),
      ...[
        "account-directory",
        "finding-responder",
        "heartbeat",
        "pagerduty-door",
        "pagerduty-pager",
        "slack-door",
        "slack-notifier",
        "case-commands",
        "case-sweep-accounts",
        "case-sweep-finish",
        "case-sweep-plan",
        "case-trail",
        "case-updates",
        "sg-changes",
        "sg-deadlines",
        "sg-decisions",
        "sg-lake",
        "sg-rules-finish",
        "sg-rules-plan",
        "sg-rules-read",
        "tag-audit-decide",
        "tag-audit-enforce",
        "tag-audit-finish",
        "tag-audit-plan",
        "tag-audit-scan",
        "inventory-collate",
        "inventory-finish",
        "inventory-gather",
        "inventory-orchestrator",
        "inventory-runner",
      ].map((lambda) => `aws_iam_role us-west-2_${lambda}_lambda_role`),
    ]);
  });

  it("refuse unencrypted connections to topics, queues and buckets", () => {
    for (const { resource, statements } of documents.filter(({ resource }) =>
      /^aws_(sns_topic_policy|sqs_queue|s3_bucket_policy)$/.test(resource.type),
    ))
      expect([
        where(resource),
        statements.some(({ Sid, Effect }) => Sid === "OnlyEncryptedConnections" && Effect === "Deny"),
      ]).toEqual([where(resource), true]);
  });
});

describe("roles in every account", () => {
  const [stackSet] = resourcesOf(orgRoot, "aws_cloudformation_stack_set");
  const template = z
    .object({
      Resources: z.record(z.string(), z.object({ Type: z.string(), Properties: z.unknown() })),
    })
    .parse(JSON.parse(String(stackSet?.attributes.template_body)));
  const memberRole = z.object({
    RoleName: z.string(),
    AssumeRolePolicyDocument: z.object({
      Statement: z.array(
        z.object({
          Condition: z.object({
            ArnEquals: z.object({ "aws:PrincipalArn": z.array(z.string()) }),
            StringEquals: z.object({ "aws:PrincipalOrgID": z.literal("o-a1b2c3d4e5") }),
          }),
        }),
      ),
    }),
  });
  const roles = Object.values(template.Resources)
    .filter(({ Type }) => Type === "AWS::IAM::Role")
    .flatMap(({ Properties }) => memberRole.safeParse(Properties).data ?? []);

  it("trust exactly the roles that may become them, and these are there", () => {
    const inAccount = [stack, ...jobs].flatMap((one) => resourcesOf(one, "aws_iam_role"));
    const policies = [stack, ...jobs].flatMap((one) => resourcesOf(one, "aws_iam_role_policy"));
    const trusted = roles.map(({ RoleName, AssumeRolePolicyDocument }) => [
      RoleName,
      AssumeRolePolicyDocument.Statement.flatMap(
        ({ Condition }) => Condition.ArnEquals["aws:PrincipalArn"],
      ).sort(),
    ]);
    const mayBecome = (role: string) =>
      inAccount
        .filter(({ attributes }) =>
          policies.some(
            (one) =>
              String(one.attributes.policy).includes(`"arn:aws:iam::*:role/${role}"`) &&
              one.id.split("_lambda_")[0] === `us-west-2_${String(attributes.name).slice(9, -10)}`,
          ),
        )
        .map(({ attributes }) => `arn:aws:iam::222222222222:role/${attributes.name}`)
        .sort();
    const numbers = {
      inventory: 1,
      "security-group-reader": 2,
      "security-group-responder": 1,
      GetSupportInfoRole: 2,
      "tag-auditor": 2,
      "tag-enforcer": 1,
    };
    expect(trusted).toEqual(Object.keys(numbers).map((role) => [role, mayBecome(role)]));
    expect(trusted.map(([role]) => mayBecome(String(role)).length)).toEqual(Object.values(numbers));
  });
});
