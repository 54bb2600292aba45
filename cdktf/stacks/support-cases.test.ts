import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { caseSweep } from "@orgwatch/support-cases/manifest";
import { z } from "zod";
import type { OrgConfigInput } from "../org-config";
import { sampleConfig } from "../testing/sample-config";
import { readStack, resourcesOf, synthesizeToFolder } from "../testing/synthesized";

type Changes = Parameters<typeof sampleConfig>[0];

function stacksFor(supportCases: OrgConfigInput["supportCases"], changes: Changes = {}) {
  const folder = synthesizeToFolder(sampleConfig({ ...changes, supportCases }));
  const stacks = {
    orgRoot: readStack(folder, "org-root"),
    infrasec: readStack(folder, "infrasec-admin-global"),
    cases: existsSync(join(folder, "out", "stacks", "support-cases"))
      ? readStack(folder, "support-cases")
      : undefined,
  };
  rmSync(folder, { recursive: true });
  return stacks;
}

const trailBucket = { name: "acme-org-trail", accountId: "444444444444", region: "us-west-2" };
const { cases, infrasec } = stacksFor({ trailBucket });

describe("support-cases", () => {
  it("stands in the home region alone, and reads nobody's state: it finds the region's key by its alias", () => {
    const providers = new Set(
      resourcesOf(cases ?? { resource: {} }).map(({ attributes }) => attributes.provider),
    );
    expect([...providers]).toEqual(["aws.us-west-2"]);
    const data = resourcesOf({ resource: cases?.data ?? {} });
    expect(data.map(({ type, attributes }) => [type, attributes.name])).toEqual([
      ["aws_kms_alias", "alias/orgwatch"],
    ]);
    expect(JSON.stringify(cases)).not.toContain("terraform_remote_state");
  });

  it("names what the other stack made: bus, failover topic, delivery log, accounts, routing", () => {
    const text = JSON.stringify(cases);
    for (const name of [
      '"event_bus_name":"orgwatch"',
      "arn:aws:sns:us-west-2:222222222222:orgwatch-failover",
      "table/orgwatch-deliveries",
      "table/orgwatch-accounts",
      "parameter/infrasec-admin-global/routing",
    ])
      expect(text).toContain(name);
  });

  it("asks AWS Support in aws where the manifests say it is", () => {
    expect(JSON.stringify(cases)).not.toContain("SUPPORT_REGION");
  });

  it.each([
    ["aws-us-gov", "us-gov-east-1", "us-gov-west-1"],
    ["aws-cn", "cn-northwest-1", "cn-north-1"],
  ] as const)(
    "asks AWS Support in %s, from %s, where that partition has it: in %s",
    (partition, homeRegion, support) => {
      const regions = [homeRegion, support];
      const made = stacksFor({}, { partition, homeRegion, regions, securityGroups: {}, tagAudit: undefined })
        .cases ?? {
        resource: {},
      };
      const asked = resourcesOf(made, "aws_lambda_function").flatMap(({ attributes }) => {
        const { variables } = z
          .object({ variables: z.record(z.string(), z.string()) })
          .parse(attributes.environment);
        return variables.SUPPORT_REGION === undefined
          ? []
          : [[attributes.function_name, variables.SUPPORT_REGION]];
      });
      expect(asked).toEqual([
        ["orgwatch-case-sweep-accounts", support],
        ["orgwatch-case-updates", support],
      ]);
    },
  );

  it("does not let its table be deleted by mistake", () => {
    const tables = resourcesOf(cases ?? { resource: {} }, "aws_dynamodb_table");
    expect(tables.map(({ attributes }) => [attributes.name, attributes.deletion_protection_enabled])).toEqual(
      [["support-cases", true]],
    );
  });

  it("tells of accounts that cannot be read, a day long, until a later sweep could read them", () => {
    const [alarm] = resourcesOf(cases ?? { resource: {} }, "aws_cloudwatch_metric_alarm").filter(
      ({ attributes }) => attributes.namespace === "Orgwatch",
    );
    const { "//": _, ...attributes } = alarm?.attributes ?? {};
    expect(attributes).toEqual({
      alarm_name: "orgwatch-support-cases-stale-accounts",
      alarm_description: `${caseSweep.impact}. There are accounts whose support cases could not be read for longer than a sweep's window: \`orgwatch cases accounts --stale\` names them.`,
      namespace: "Orgwatch",
      metric_name: "StaleAccounts",
      dimensions: { service: "orgwatch" },
      statistic: "Minimum",
      period: 86_400,
      evaluation_periods: 1,
      comparison_operator: "GreaterThanOrEqualToThreshold",
      threshold: 1,
      treat_missing_data: "ignore",
      alarm_actions: ["arn:aws:sns:us-west-2:222222222222:orgwatch-failover"],
      ok_actions: ["arn:aws:sns:us-west-2:222222222222:orgwatch-failover"],
      provider: "aws.us-west-2",
    });
  });

  it("leaves the trail's bucket alone, and lets it use the home region's key", () => {
    expect(resourcesOf(cases ?? { resource: {} }).filter(({ type }) => type.startsWith("aws_s3"))).toEqual(
      [],
    );
    const keys = resourcesOf(infrasec, "aws_kms_key")
      .filter(({ attributes }) => String(attributes.policy).includes("s3.amazonaws.com"))
      .map(({ id }) => id.replace(/_[0-9A-F]{8}$/, ""));
    expect(keys).toEqual(["us-west-2_alerting_key"]);
  });

  it("reads no files where no bucket is named", () => {
    const withoutTrail = stacksFor({});
    const names = resourcesOf(withoutTrail.cases ?? { resource: {} }, "aws_lambda_function").map(
      ({ attributes }) => attributes.function_name,
    );
    expect(names).toEqual([
      "orgwatch-case-commands",
      "orgwatch-case-sweep-accounts",
      "orgwatch-case-sweep-finish",
      "orgwatch-case-sweep-plan",
      "orgwatch-case-updates",
    ]);
    expect(JSON.stringify(withoutTrail.infrasec)).not.toContain("s3.amazonaws.com");
  });

  it("is not there without its section, and nothing of it is in any account", () => {
    const without = stacksFor(undefined);
    expect(without.cases).toBeUndefined();
    expect(JSON.stringify([without.orgRoot, without.infrasec])).not.toMatch(
      /GetSupportInfoRole|Support Case Update|aws\.support/,
    );
  });
});
