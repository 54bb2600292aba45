import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { resourceShape } from "@orgwatch/core/inventory/resource";
import { inventoryRole, inventorySweep } from "@orgwatch/inventory/manifest";
import { z } from "zod";
import { sampleConfig } from "../testing/sample-config";
import {
  readStack,
  resourceList,
  resourcesOf,
  type SynthesizedStack,
  synthesizeToFolder,
} from "../testing/synthesized";

function stacksFor(changes: Parameters<typeof sampleConfig>[0]) {
  const folder = synthesizeToFolder(sampleConfig({ ...others, ...changes }));
  const isThere = existsSync(join(folder, "out", "stacks", "inventory"));
  const stacks = {
    orgRoot: readStack(folder, "org-root"),
    infrasec: readStack(folder, "infrasec-admin-global"),
    job: isThere ? readStack(folder, "inventory") : undefined,
  };
  rmSync(folder, { recursive: true });
  return stacks;
}

/** Other jobs make it slow and prove nothing here. */
const others = { supportCases: undefined, securityGroups: undefined, tagAudit: undefined };
const bucket = "orgwatch-inventory-222222222222";
const appSync = {
  type: "AWS::AppSync::GraphQLApi",
  actions: ["appsync:ListGraphqlApis", "appsync:GetGraphqlApi"],
};
const plain = stacksFor({});
const special = stacksFor({
  inventory: {
    exemptAccounts: ["333333333333"],
    cloudControl: [appSync],
    keepDays: 90,
    schedule: "cron(0 6 ? * MON *)",
    kubernetes: {},
  },
});
const without = stacksFor({ inventory: undefined });

/** The stack of the inventory. */
function jobOf({ job }: ReturnType<typeof stacksFor>): SynthesizedStack {
  if (job === undefined) throw new Error("there is no stack inventory");
  return job;
}

/** The only resource of a type. */
function only(stacks: ReturnType<typeof stacksFor>, type: string): Record<string, unknown> {
  const [one, ...more] = resourcesOf(jobOf(stacks), type);
  if (one === undefined || more.length > 0) throw new Error(`${more.length + 1} resources ${type}`);
  const { "//": _metadata, provider: _provider, ...attributes } = one.attributes;
  return attributes;
}

const template = z.object({
  Resources: z.object({
    inventory: z.object({
      Properties: z.object({
        AssumeRolePolicyDocument: z.object({ Statement: z.array(z.unknown()) }),
        Policies: z.array(z.object({ PolicyDocument: z.object({ Statement: z.array(z.unknown()) }) })),
      }),
    }),
    inventoryMore: z.unknown().optional(),
  }),
});

/** Trust and policies of the role `inventory`, as the StackSet makes it. */
function roleIn({ orgRoot }: ReturnType<typeof stacksFor>) {
  const [stackSet] = resourcesOf(orgRoot, "aws_cloudformation_stack_set");
  const { Resources } = template.parse(JSON.parse(String(stackSet?.attributes.template_body)));
  const { AssumeRolePolicyDocument, Policies } = Resources.inventory.Properties;
  return {
    trust: AssumeRolePolicyDocument.Statement,
    policy: Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement),
    more: Resources.inventoryMore,
  };
}

const trustOf = (...roles: readonly string[]) => [
  {
    Sid: "ExactRoles",
    Effect: "Allow",
    Principal: { AWS: "arn:aws:iam::222222222222:root" },
    Action: ["sts:AssumeRole"],
    Condition: {
      ArnEquals: { "aws:PrincipalArn": roles.map((role) => `arn:aws:iam::222222222222:role/${role}`) },
      StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" },
    },
  },
];

describe("inventory", () => {
  it("stands in the home region alone, and reads nobody's state", () => {
    expect([...new Set(resourcesOf(jobOf(plain)).map(({ attributes }) => attributes.provider))]).toEqual([
      "aws.us-west-2",
    ]);
    expect(JSON.stringify(plain.job)).not.toContain("terraform_remote_state");
  });

  it("gives its lambdas the section as their policy", () => {
    const settingOf = (stacks: ReturnType<typeof stacksFor>) => {
      const { name, insecure_value } = only(stacks, "aws_ssm_parameter");
      return [name, JSON.parse(String(insecure_value))];
    };
    expect(settingOf(plain)).toEqual([
      "/inventory/policy",
      { exemptAccounts: [], leaveOut: [], cloudControl: [], keepDays: 400 },
    ]);
    expect(settingOf(special)).toEqual([
      "/inventory/policy",
      {
        exemptAccounts: ["333333333333"],
        leaveOut: [],
        cloudControl: [{ ...appSync, scope: "regional" }],
        keepDays: 90,
      },
    ]);
  });

  it("runs each week, or when the section says", () => {
    const expressions = [plain, special].map(
      (stacks) => only(stacks, "aws_scheduler_schedule").schedule_expression,
    );
    expect(expressions).toEqual(["rate(7 days)", "cron(0 6 ? * MON *)"]);
  });

  it("runs five lambdas in two passes", () => {
    const definition = z
      .object({ States: z.record(z.string(), z.unknown()) })
      .parse(JSON.parse(String(only(plain, "aws_sfn_state_machine").definition)));
    expect(Object.keys(definition.States)).toEqual(["Plan", "Sweep", "SecondPlan", "SecondSweep", "Finish"]);
  });

  it("tells within minutes of a run that could not read everything, until one could", () => {
    const [alarm] = resourcesOf(jobOf(plain), "aws_cloudwatch_metric_alarm").filter(
      ({ attributes }) => attributes.namespace === "Orgwatch",
    );
    const { "//": _, ...attributes } = alarm?.attributes ?? {};
    expect(attributes).toEqual({
      alarm_name: "orgwatch-inventory-failures",
      alarm_description: `${inventorySweep.impact}. The last inventory could not read all that it was asked to: it is partial, and what it does not show may exist all the same. \`orgwatch inventory status\` says what is hidden, and why.`,
      namespace: "Orgwatch",
      metric_name: "InventoryFailures",
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
    expect(resourceList(jobOf(special))).toEqual(resourceList(jobOf(plain)));
  });

  it("is not there without its section, and nothing of it is in any account", () => {
    expect(without.job).toBeUndefined();
    expect(JSON.stringify([without.orgRoot, without.infrasec])).not.toMatch(/inventory/i);
  });
});

describe("the role inventory", () => {
  it("may do what the table takes, and is trusted by the runner's role alone", () => {
    expect(roleIn(plain)).toEqual({
      trust: trustOf("orgwatch-inventory-runner-us-west-2"),
      policy: [
        { Sid: "Job", Effect: "Allow", Action: inventoryRole.actions, Resource: ["*"] },
        {
          Sid: "Conditioned1",
          Effect: "Allow",
          Action: ["apigateway:GET"],
          Resource: ["restapis", "restapis/*", "apis", "apis/*", "domainnames", "vpclinks", "usageplans"].map(
            (path) => `arn:aws:apigateway:*::/${path}`,
          ),
        },
      ],
      more: undefined,
    });
  });

  it("may read the section's types, too, and trusts the role of those who run it on Kubernetes", () => {
    expect(roleIn(special)).toEqual({
      trust: trustOf("orgwatch-inventory-runner-us-west-2", "Inventory-Runner"),
      policy: roleIn(plain).policy,
      more: {
        Type: "AWS::IAM::ManagedPolicy",
        Condition: "InHomeRegion",
        Properties: {
          ManagedPolicyName: "orgwatch-inventory-more",
          Description: "What Orgwatch's configuration adds to the role",
          Roles: [{ Ref: "inventory" }],
          PolicyDocument: {
            Version: "2012-10-17",
            Statement: [
              {
                Sid: "Configured",
                Effect: "Allow",
                Action: ["appsync:GetGraphqlApi", "appsync:ListGraphqlApis"],
                Resource: ["*"],
              },
            ],
          },
        },
      },
    });
  });

  it("is what the runner may become, and no other lambda", () => {
    const may = resourcesOf(jobOf(special), "aws_iam_role_policy").filter(({ attributes }) =>
      String(attributes.policy).includes("arn:aws:iam::*:role/inventory"),
    );
    expect(may.map(({ id }) => id.replace(/_[0-9A-F]{8}$/, ""))).toEqual([
      "us-west-2_inventory-runner_lambda_policy",
    ]);
  });
});

describe("the bucket of the inventory", () => {
  it("is versioned, and kept when Terraform is told to destroy the stack", () => {
    expect(only(plain, "aws_s3_bucket")).toEqual({ bucket, lifecycle: { prevent_destroy: true } });
    expect(only(plain, "aws_s3_bucket_versioning").versioning_configuration).toEqual({ status: "Enabled" });
  });

  it("forgets parts after a week, and everything after the section's days", () => {
    expect(only(special, "aws_s3_bucket_lifecycle_configuration").rule).toEqual([
      { id: "expiry", status: "Enabled", filter: [{}], expiration: [{ days: 90 }] },
      {
        id: "expiry-parts",
        status: "Enabled",
        filter: [{ prefix: "parts/" }],
        expiration: [{ days: 7 }],
        noncurrent_version_expiration: [{ noncurrent_days: 1 }],
      },
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

describe("the inventory in Athena", () => {
  const table = only(special, "aws_glue_catalog_table");

  it("is a table over the accounts' files, in a folder for each day that there are files of", () => {
    expect(only(special, "aws_glue_catalog_database").name).toBe("orgwatch_inventory");
    expect([table.name, table.table_type, table.partition_keys, table.parameters]).toEqual([
      "aws_resources",
      "EXTERNAL_TABLE",
      [{ name: "date", type: "string", comment: "Of the run, UTC: 2030/01/31" }],
      {
        classification: "json",
        "projection.enabled": "true",
        "projection.date.type": "date",
        "projection.date.format": "yyyy/MM/dd",
        "projection.date.range": "NOW-90DAYS,NOW",
        // Terraform reads a doubled dollar as text.
        "storage.location.template": `s3://${bucket}/AWSRecon/$$\{date}/`,
      },
    ]);
  });

  it("has the columns of a line, whose keys keep their case", () => {
    const storage = z
      .object({
        location: z.string(),
        ser_de_info: z.unknown(),
        columns: z.array(z.object({ name: z.string(), type: z.string() })),
      })
      .parse(table.storage_descriptor);
    expect(storage.columns.map(({ name }) => name)).toEqual(Object.keys(resourceShape.shape));
    expect(storage.columns.filter(({ type }) => type !== "string")).toEqual([
      { name: "tags", type: "map<string,string>" },
    ]);
    expect([storage.location, storage.ser_de_info]).toEqual([
      `s3://${bucket}/AWSRecon/`,
      {
        serialization_library: "org.openx.data.jsonserde.JsonSerDe",
        parameters: { "case.insensitive": "false" },
      },
    ]);
  });

  it("is asked in a workgroup with a place for its answers, and a limit", () => {
    expect(only(plain, "aws_athena_workgroup")).toMatchObject({
      name: "orgwatch-inventory",
      configuration: {
        bytes_scanned_cutoff_per_query: 10_737_418_240,
        result_configuration: { output_location: `s3://${bucket}/athena-results/` },
      },
    });
  });
});
