// Terraform's own judgement of the HCL: laid out as its formatter would, valid, and the same plan as the JSON's. Providers are mocked: their
// schemas are real, their accounts are not.
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { terraformVariables } from "../../scripts/terraform-mirror";
import { synthesize } from "../synthesize";
import { sampleConfig } from "../testing/sample-config";
import { synthesizeToFolder } from "../testing/synthesized";

// No existing detectors: mocked providers have nothing to import.
const config = sampleConfig();
const folder = synthesizeToFolder(config);
const stacks = synthesize({ config, bundles: folder, out: join(folder, "hcl"), hcl: true });
const env = { ...process.env, ...terraformVariables(folder) };
afterAll(() => rmSync(folder, { recursive: true }));

/** What the data sources answer; everything that is not said is made up by Terraform. */
const answers = {
  aws_iam_roles: { names: ["AWSServiceRoleForAmazonGuardDuty"] },
  aws_kms_alias: { target_key_arn: "arn:aws:kms:us-west-2:222222222222:key/12345678" },
  aws_organizations_organization: {
    id: config.organization.id,
    aws_service_access_principals: [
      "guardduty.amazonaws.com",
      "member.org.stacksets.cloudformation.amazonaws.com",
    ],
  },
};

const message = z.object({
  test_plan: z
    .object({ resource_changes: z.array(z.object({ address: z.string(), change: z.unknown() })) })
    .optional(),
});

function terraform(cwd: string, ...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync("terraform", args, {
    cwd,
    encoding: "utf8",
    env,
    maxBuffer: 2 ** 28,
  });
  return { status, stdout, output: `${stdout}${stderr}` };
}

/** What Terraform would make, by `terraform test` with mocked providers. */
function planOf(form: string, stack: string): unknown {
  const cwd = join(folder, form, "stacks", stack);
  const data = Object.entries(answers).map(
    ([type, defaults]) => `  mock_data "${type}" {\n    defaults = ${JSON.stringify(defaults)}\n  }`,
  );
  const mocks = config.regions.map(
    (region) => `mock_provider "aws" {\n  alias = "${region}"\n${data.join("\n")}\n}\n`,
  );
  mkdirSync(join(cwd, "tests"));
  writeFileSync(
    join(cwd, "tests", "plan.tftest.hcl"),
    `${mocks.join("\n")}\nrun "plan" {\n  command = plan\n}\n`,
  );
  expect(terraform(cwd, "init", "-backend=false", "-input=false", "-no-color")).toMatchObject({ status: 0 });
  const { status, stdout, output } = terraform(cwd, "test", "-json", "-verbose");
  expect([status, status === 0 ? "" : output]).toEqual([0, ""]);
  const plans = stdout
    .trim()
    .split("\n")
    .flatMap((line) => message.parse(JSON.parse(line)).test_plan ?? []);
  expect(plans.length).toBe(1);
  return meaning(plans[0]?.resource_changes);
}

/** JSON in strings as data: the same document may be written in another order. */
function meaning(value: unknown): unknown {
  if (typeof value === "string" && /^[[{]/.test(value)) {
    try {
      return { json: meaning(JSON.parse(value)) };
    } catch {
      return value;
    }
  }
  if (Array.isArray(value)) return value.map(meaning);
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, meaning(one)]));
  return value;
}

it("is written for every stack, and no JSON beside it", () => {
  const files = stacks.flatMap((stack) => readdirSync(join(folder, "hcl", "stacks", stack)));
  expect(files.filter((file) => !file.endsWith(".tf") && file !== "assets")).toEqual([]);
  expect(files.filter((file) => file === "terraform.tf").length).toBe(stacks.length);
});

it("is laid out as terraform fmt lays it out", () => {
  const { status, stdout } = terraform(join(folder, "hcl"), "fmt", "-check", "-recursive", "-diff");
  expect({ status, stdout }).toEqual({ status: 0, stdout: "" });
});

// The stack `pagerduty` needs a provider that no mirror of the tests has.
describe.each(stacks.filter((stack) => stack !== "pagerduty"))("%s", (stack) => {
  it("plans the same from HCL as from JSON", () => {
    const json = planOf("out", stack);
    expect(planOf("hcl", stack)).toEqual(json);
    expect(JSON.stringify(json).length).toBeGreaterThan(1000);
    expect(terraform(join(folder, "hcl", "stacks", stack), "validate", "-no-color")).toMatchObject({
      status: 0,
      stdout: "Success! The configuration is valid.\n\n",
    });
  }, 300_000);
});
