import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { parseTagPolicy } from "@orgwatch/core/tag-audit/policy";
import { tagReportTables } from "@orgwatch/manifest/tag-report";
import { tagAudit } from "@orgwatch/tag-audit/manifest";
import { z } from "zod";
import type { OrgConfigInput } from "../org-config";
import { tagPolicyOf } from "../org-config-tag-policy";
import { sampleConfig, sampleInput } from "../testing/sample-config";
import {
  readStack,
  resourceList,
  resourcesOf,
  type SynthesizedStack,
  synthesizeToFolder,
} from "../testing/synthesized";

type Section = NonNullable<OrgConfigInput["tagAudit"]>;
const schemes: Section["schemes"] = [{ name: "everybody", require: [{ key: "project" }] }];
const nothing: SynthesizedStack = {
  terraform: {},
  provider: { aws: [], pagerduty: [] },
  data: {},
  resource: {},
  output: {},
  import: [],
};

function stacksFor(changes: Parameters<typeof sampleConfig>[0]) {
  const folder = synthesizeToFolder(sampleConfig(changes));
  const isThere = existsSync(join(folder, "out", "stacks", "tag-audit"));
  const stacks = {
    orgRoot: readStack(folder, "org-root"),
    infrasec: readStack(folder, "infrasec-admin-global"),
    isThere,
    job: isThere ? readStack(folder, "tag-audit") : nothing,
  };
  rmSync(folder, { recursive: true });
  return stacks;
}

const whole = stacksFor({});
const plain = stacksFor({ tagAudit: { schemes } });
const { job } = whole;
const bucket = "orgwatch-tag-audit-222222222222";

/** The only resource of a type. */
function only(stack: SynthesizedStack, type: string): Record<string, unknown> {
  const [one, ...others] = resourcesOf(stack, type);
  if (one === undefined || others.length > 0) throw new Error(`${others.length + 1} resources ${type}`);
  const { "//": _metadata, provider: _provider, ...attributes } = one.attributes;
  return attributes;
}

/** Lambdas whose policy names something. */
function lambdasThatMay(stack: SynthesizedStack, what: string): readonly string[] {
  return resourcesOf(stack, "aws_iam_role_policy")
    .filter(({ attributes }) => String(attributes.policy).includes(what))
    .map(({ id }) => id.replace(/^us-west-2_(.*)_lambda_policy_[0-9A-F]{8}$/, "$1"));
}

describe("tag-audit", () => {
  it("stands in the home region alone, and reads nobody's state: it finds the region's key by its alias", () => {
    expect([...new Set(resourcesOf(job).map(({ attributes }) => attributes.provider))]).toEqual([
      "aws.us-west-2",
    ]);
    const data = resourcesOf({ resource: job.data });
    expect(data.map(({ type, attributes }) => [type, attributes.name])).toEqual([
      ["aws_kms_alias", "alias/orgwatch"],
    ]);
    expect(JSON.stringify(job)).not.toContain("terraform_remote_state");
  });

  it("gives its lambdas the section as their policy", () => {
    const { tagAudit: section } = sampleConfig();
    const setting = only(job, "aws_ssm_parameter");
    expect(setting.name).toBe("/tag-audit/policy");
    expect(parseTagPolicy(JSON.parse(String(setting.insecure_value)))).toEqual(
      section && JSON.parse(JSON.stringify(tagPolicyOf(section))),
    );
  });

  it("runs five lambdas in two passes", () => {
    const definition = z
      .object({ States: z.record(z.string(), z.unknown()) })
      .parse(JSON.parse(String(only(job, "aws_sfn_state_machine").definition)));
    expect(Object.keys(definition.States)).toEqual(["Plan", "Sweep", "SecondPlan", "SecondSweep", "Finish"]);
  });

  it("does not let its table be deleted by mistake", () => {
    expect(only(job, "aws_dynamodb_table")).toMatchObject({
      name: "orgwatch-tag-violations",
      deletion_protection_enabled: true,
      ttl: { attribute_name: "forgetAt", enabled: true },
    });
  });

  it("tells of regions without their canary within minutes, until a later run could see all of them", () => {
    const [alarm] = resourcesOf(job, "aws_cloudwatch_metric_alarm").filter(
      ({ attributes }) => attributes.namespace === "Orgwatch",
    );
    const { "//": _, ...attributes } = alarm?.attributes ?? {};
    expect(attributes).toEqual({
      alarm_name: "orgwatch-tag-audit-canaries-missing",
      alarm_description: `${tagAudit.impact}. There are accounts and regions in which the tag audit's canary was missing, or which could not be read: nothing is stopped or terminated there. \`orgwatch tag-audit status\` names them.`,
      namespace: "Orgwatch",
      metric_name: "CanariesMissing",
      dimensions: { service: "orgwatch" },
      statistic: "Maximum",
      period: 3600,
      evaluation_periods: 1,
      comparison_operator: "GreaterThanOrEqualToThreshold",
      threshold: 1,
      treat_missing_data: "ignore",
      alarm_actions: ["arn:aws:sns:us-west-2:222222222222:orgwatch-failover"],
      ok_actions: ["arn:aws:sns:us-west-2:222222222222:orgwatch-failover"],
      provider: "aws.us-west-2",
    });
  });

  it("has the same resources whatever the section says", () => {
    expect(resourceList(plain.job)).toEqual(resourceList(job));
  });

  it("is not there without its section, and nothing of it is in any account", () => {
    const without = stacksFor({ tagAudit: undefined });
    expect(without.isThere).toBe(false);
    expect(JSON.stringify([without.orgRoot, without.infrasec])).not.toMatch(
      /tag-?audit|tag-?enforcer|OrgwatchIdentityReader/,
    );
  });
});

describe("the bucket of the tag audit", () => {
  it("is private, versioned, encrypted with the region's key, and kept when Terraform is told to destroy the stack", () => {
    expect(only(job, "aws_s3_bucket")).toEqual({ bucket, lifecycle: { prevent_destroy: true } });
    expect(only(job, "aws_s3_bucket_versioning").versioning_configuration).toEqual({ status: "Enabled" });
    expect(only(job, "aws_s3_bucket_public_access_block")).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
    expect(only(job, "aws_s3_bucket_ownership_controls").rule).toEqual({
      object_ownership: "BucketOwnerEnforced",
    });
    expect(only(job, "aws_s3_bucket_server_side_encryption_configuration").rule).toEqual([
      {
        bucket_key_enabled: true,
        apply_server_side_encryption_by_default: {
          sse_algorithm: "aws:kms",
          kms_master_key_id: expect.stringMatching(
            /^\$\{data\.aws_kms_alias\.us-west-2_key_\w+\.target_key_arn\}$/,
          ),
        },
      },
    ]);
  });

  it("is reached over TLS only", () => {
    const policy = only(job, "aws_s3_bucket_policy");
    // S3 refuses a policy while it still works on the public access block.
    expect(policy.depends_on).toEqual([expect.stringMatching(/^aws_s3_bucket_public_access_block\./)]);
    expect(JSON.parse(String(policy.policy)).Statement).toEqual([
      {
        Sid: "OnlyEncryptedConnections",
        Effect: "Deny",
        Principal: "*",
        Action: ["s3:*"],
        Resource: [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ]);
  });

  it("forgets after the section's days, old versions included", () => {
    const rulesFor = (keepDays: number) =>
      only(stacksFor({ tagAudit: { schemes, keepDays } }).job, "aws_s3_bucket_lifecycle_configuration").rule;
    expect(rulesFor(90)).toEqual([
      { id: "expiry", status: "Enabled", filter: [{}], expiration: [{ days: 90 }] },
      {
        id: "old-versions",
        status: "Enabled",
        filter: [{}],
        noncurrent_version_expiration: [{ noncurrent_days: 30 }],
        expiration: [{ expired_object_delete_marker: true }],
        abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }],
      },
    ]);
  });
});

describe("the reports of the tag audit in Athena", () => {
  it("are tables over the bucket's files, with a partition for each day that there are reports of", () => {
    expect(only(job, "aws_glue_catalog_database").name).toBe("orgwatch_tag_audit");
    const tables = resourcesOf(job, "aws_glue_catalog_table").map(({ attributes }) => attributes);
    expect(
      tables.map(({ "//": _metadata, provider: _provider, database_name: _database, ...table }) => table),
    ).toEqual(
      tagReportTables.map(({ name, comment, columns }) => ({
        name,
        description: comment,
        table_type: "EXTERNAL_TABLE",
        partition_keys: [{ name: "date", type: "string", comment: "Of the run, UTC: 2030-01-31" }],
        parameters: {
          classification: "json",
          "projection.enabled": "true",
          "projection.date.type": "date",
          "projection.date.format": "yyyy-MM-dd",
          "projection.date.range": "NOW-400DAYS,NOW",
        },
        storage_descriptor: {
          location: `s3://${bucket}/reports/${name}/`,
          input_format: "org.apache.hadoop.mapred.TextInputFormat",
          output_format: "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
          ser_de_info: { serialization_library: "org.openx.data.jsonserde.JsonSerDe" },
          columns,
        },
      })),
    );
  });

  it("are asked in a workgroup with a place for its answers, and a limit", () => {
    expect(only(job, "aws_athena_workgroup")).toMatchObject({
      name: "orgwatch-tag-audit",
      configuration: {
        bytes_scanned_cutoff_per_query: 10_737_418_240,
        result_configuration: { output_location: `s3://${bucket}/athena-results/` },
      },
    });
  });
});

describe("what only some tag audits need", () => {
  it("is a role that acts, from stop on: it is in no account before, and no lambda may become one of its name", () => {
    const upTo = (stage: NonNullable<Section["upTo"]>) => {
      const { orgRoot, job: made } = stacksFor({ tagAudit: { schemes, upTo: stage } });
      return [JSON.stringify(orgRoot).includes("tag-enforcer"), lambdasThatMay(made, "role/tag-enforcer")];
    };
    expect(upTo("warn")).toEqual([false, []]);
    expect(upTo("stop")).toEqual([true, ["tag-audit-enforce"]]);
  });

  it("is a role that lists the people of Identity Center, for the lambda that plans and one identity store", () => {
    const roleIn = (stack: SynthesizedStack) =>
      resourcesOf(stack).filter(({ id }) => id.startsWith("us-west-2_identity-reader"));
    const [role, policy] = roleIn(whole.orgRoot).map(({ attributes }) => attributes);
    expect(role?.name).toBe("OrgwatchIdentityReader");
    expect(JSON.parse(String(role?.assume_role_policy)).Statement).toEqual([
      {
        Sid: "ExactRoles",
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::222222222222:root" },
        Action: ["sts:AssumeRole"],
        Condition: {
          ArnEquals: {
            "aws:PrincipalArn": ["arn:aws:iam::222222222222:role/orgwatch-tag-audit-plan-us-west-2"],
          },
          StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" },
        },
      },
    ]);
    expect(JSON.parse(String(policy?.policy)).Statement).toEqual([
      {
        Sid: "ListPeople",
        Effect: "Allow",
        Action: ["identitystore:ListUsers"],
        Resource: [
          "arn:aws:identitystore::111111111111:identitystore/d-1234567890",
          "arn:aws:identitystore:::user/*",
        ],
      },
    ]);
    const named = "arn:aws:iam::111111111111:role/OrgwatchIdentityReader";
    expect([lambdasThatMay(job, named), lambdasThatMay(plain.job, named)]).toEqual([["tag-audit-plan"], []]);
    expect(roleIn(plain.orgRoot)).toEqual([]);
  });

  it("is sending mails, as the address or its domain, or as the identity that the section names", () => {
    const identity = "arn:aws:ses:us-west-2:222222222222:identity";
    const mails = (stack: SynthesizedStack) =>
      [...JSON.stringify(stack).matchAll(/identity\/[\w.@-]+/g)].map(([one]) => one);
    const digest = {
      from: "orgwatch@mail.example.com",
      to: ["a@example.com"],
      identityArn: `${identity}/example.com`,
    };
    expect(lambdasThatMay(job, "ses:SendEmail")).toEqual(["tag-audit-finish"]);
    expect([mails(job), mails(stacksFor({ tagAudit: { schemes, digest } }).job), mails(plain.job)]).toEqual([
      ["identity/orgwatch@example.com", "identity/example.com"],
      ["identity/example.com"],
      [],
    ]);
    expect(lambdasThatMay(plain.job, "ses:")).toEqual([]);
  });

  it("is writing to one domain of Amazon OpenSearch", () => {
    const domain = `"${sampleInput.tagAudit.openSearch.domainArn}/*"`;
    expect([lambdasThatMay(job, domain), lambdasThatMay(plain.job, "es:ESHttp")]).toEqual([
      ["tag-audit-finish"],
      [],
    ]);
  });
});
