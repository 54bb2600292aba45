import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { parsePolicy } from "@orgwatch/core/security-groups/policy";
import { standardPolicy } from "@orgwatch/manifest/security-groups";
import { z } from "zod";
import type { OrgConfigInput } from "../org-config";
import { sampleConfig, sampleInput } from "../testing/sample-config";
import { readStack, resourcesOf, type SynthesizedStack, synthesizeToFolder } from "../testing/synthesized";

type Changes = Parameters<typeof sampleConfig>[0];

function stacksFor(securityGroups: OrgConfigInput["securityGroups"], changes: Changes = {}) {
  const folder = synthesizeToFolder(sampleConfig({ ...changes, securityGroups }));
  const stacks = {
    orgRoot: readStack(folder, "org-root"),
    infrasec: readStack(folder, "infrasec-admin-global"),
    job: existsSync(join(folder, "out", "stacks", "sg-chatops"))
      ? readStack(folder, "sg-chatops")
      : undefined,
  };
  rmSync(folder, { recursive: true });
  return stacks;
}

const nothing: SynthesizedStack = {
  terraform: {},
  provider: { aws: [], pagerduty: [] },
  data: {},
  resource: {},
  output: {},
  import: [],
};
const [store] = sampleInput.securityGroups.lake.eventDataStores;
const { job = nothing, orgRoot } = stacksFor({ lake: { eventDataStores: [store] } });

/** What a lambda reads at run time, by the settings' names. */
function settingsIn(stack: SynthesizedStack): Record<string, unknown> {
  return Object.fromEntries(
    resourcesOf(stack, "aws_ssm_parameter").map(({ attributes }) => [
      attributes.name,
      JSON.parse(String(attributes.insecure_value)),
    ]),
  );
}

function functionsIn(stack: SynthesizedStack): readonly string[] {
  return resourcesOf(stack, "aws_lambda_function").map(({ attributes }) => String(attributes.function_name));
}

describe("sg-chatops", () => {
  it("stands in the home region alone, and reads nobody's state: it finds the region's key by its alias", () => {
    const providers = new Set(resourcesOf(job).map(({ attributes }) => attributes.provider));
    expect([...providers]).toEqual(["aws.us-west-2"]);
    const data = resourcesOf({ resource: job.data });
    expect(data.map(({ type, attributes }) => [type, attributes.name])).toEqual([
      ["aws_kms_alias", "alias/orgwatch"],
    ]);
    expect(JSON.stringify(job)).not.toContain("terraform_remote_state");
  });

  it("has its two tables, the one that people read under the name that they know, and lets neither be deleted by mistake", () => {
    const tables = resourcesOf(job, "aws_dynamodb_table").map(({ attributes }) => attributes);
    const index = z.array(z.object({ name: z.string() })).default([]);
    expect(
      tables.map((table) => [
        table.name,
        table.deletion_protection_enabled,
        table.point_in_time_recovery,
        table.ttl,
        index.parse(table.global_secondary_index).map(({ name }) => name),
      ]),
    ).toEqual([
      [
        "security-group-changes",
        true,
        { enabled: true },
        { attribute_name: "forgetAt", enabled: true },
        ["by-account", "by-day", "by-due"],
      ],
      [
        "orgwatch-security-group-state",
        true,
        { enabled: true },
        { attribute_name: "forgetAt", enabled: true },
        [],
      ],
    ]);
  });

  it("gives its lambdas the standard policy for an empty section, with the responders of Slack as deciders", () => {
    const settings = settingsIn(stacksFor({}).job ?? nothing);
    expect(Object.keys(settings)).toEqual(["/sg-chatops/policy"]);
    expect(parsePolicy(settings["/sg-chatops/policy"])).toEqual(
      parsePolicy({ ...standardPolicy, deciders: { users: ["U0123ABCDEF"], userGroups: [] } }),
    );
  });

  it("gives its lambdas the whole section as it was written, also where a text looks like Terraform's", () => {
    const expression = `\${${"team"}}`;
    const written = {
      deciders: { users: [], userGroups: ["S0123ABCDEF"] },
      ownChanges: "allowed",
      exempt: {
        principals: ["deploy-*"],
        accounts: ["333333333333"],
        tags: [{ key: "quiet" }, { key: "owner", value: expression }],
        cidrs: ["10.0.0.0/8", "fd00::/8"],
      },
      risk: [{ risk: "high", because: "%{ if } open", when: { peer: ["world"], ports: [22, [8000, 8100]] } }],
      denyFrom: "critical",
      denyUnanswered: { from: "high", afterMinutes: 60 },
      expireHours: 12,
      threadMinutes: 0,
      keepDays: 365,
    } satisfies OrgConfigInput["securityGroups"];
    const made = stacksFor({ ...written, lake: { eventDataStores: [store] } }).job ?? nothing;
    const [policy] = resourcesOf(made, "aws_ssm_parameter").filter(
      ({ attributes }) => attributes.name === "/sg-chatops/policy",
    );
    const inTerraform = String(policy?.attributes.insecure_value);
    expect(inTerraform).toContain(`"value":"$${expression}"`);
    expect(inTerraform).toContain('"because":"%%{ if } open"');
    const text = inTerraform.replaceAll("$${", "${").replaceAll("%%{", "%{");
    expect(parsePolicy(JSON.parse(text))).toEqual(written);
    expect(settingsIn(made)["/sg-chatops/event-data-stores"]).toEqual({ eventDataStores: [store] });
  });

  it("names what the other stack made: bus, failover topic, delivery log, accounts, routing", () => {
    const text = JSON.stringify(job);
    for (const name of [
      '"event_bus_name":"orgwatch"',
      "arn:aws:sns:us-west-2:222222222222:orgwatch-failover",
      "table/orgwatch-deliveries",
      "table/orgwatch-accounts",
      "parameter/infrasec-admin-global/routing",
    ])
      expect(text).toContain(name);
  });

  it("lets one lambda alone change anything in another account", () => {
    const may = resourcesOf(job, "aws_iam_role_policy")
      .filter(({ attributes }) => String(attributes.policy).includes("role/security-group-responder"))
      .map(({ id }) => id.replace(/_[0-9A-F]{8}$/, ""));
    expect(may).toEqual(["us-west-2_sg-decisions_lambda_policy"]);
  });

  it("is not there without its section, and nothing of it is in any account", () => {
    // The inventory's role in every account reads security groups, among all else.
    const without = stacksFor(undefined, { inventory: undefined });
    expect(without.job).toBeUndefined();
    expect(JSON.stringify(without.orgRoot)).not.toMatch(/security-group|ecurityGroup|OrgwatchLakeReader/);
    expect(functionsIn(without.infrasec).filter((name) => name.includes("-sg-"))).toEqual([]);
  });
});

describe("CloudTrail Lake", () => {
  const roleIn = (stack: SynthesizedStack) =>
    resourcesOf(stack).filter(({ id }) => id.startsWith("us-west-2_lake-reader"));

  it("is asked by sg-lake alone, for what the configuration names and nothing else", () => {
    const [role, policy] = roleIn(orgRoot).map(({ attributes }) => attributes);
    expect(role?.name).toBe("OrgwatchLakeReader");
    expect(JSON.parse(String(role?.assume_role_policy))).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "ExactRoles",
          Effect: "Allow",
          Principal: { AWS: "arn:aws:iam::222222222222:root" },
          Action: ["sts:AssumeRole"],
          Condition: {
            ArnEquals: { "aws:PrincipalArn": ["arn:aws:iam::222222222222:role/orgwatch-sg-lake-us-west-2"] },
            StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" },
          },
        },
      ],
    });
    expect(JSON.parse(String(policy?.policy))).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "QueryEventDataStores",
          Effect: "Allow",
          Action: [
            "cloudtrail:CancelQuery",
            "cloudtrail:DescribeQuery",
            "cloudtrail:GetQueryResults",
            "cloudtrail:StartQuery",
          ],
          Resource: [store],
        },
      ],
    });
    const asks = resourcesOf(job, "aws_iam_role_policy")
      .filter(({ attributes }) =>
        String(attributes.policy).includes('"arn:aws:iam::111111111111:role/OrgwatchLakeReader"'),
      )
      .map(({ id }) => id.replace(/_[0-9A-F]{8}$/, ""));
    expect(asks).toEqual(["us-west-2_sg-lake_lambda_policy"]);
  });

  it("is not asked where no event data store is named: neither lambda nor role is there", () => {
    const without = stacksFor({});
    expect(functionsIn(without.job ?? nothing)).toEqual([
      "orgwatch-sg-changes",
      "orgwatch-sg-deadlines",
      "orgwatch-sg-decisions",
      "orgwatch-sg-rules-finish",
      "orgwatch-sg-rules-plan",
      "orgwatch-sg-rules-read",
    ]);
    expect(roleIn(without.orgRoot)).toEqual([]);
  });
});
